-- Writes down how a run of an import ended. $1 id, $2 what was read, $3 state, $4 rows, $5 faults, $6 when it began, microseconds since 1970, $7 account (0 = none),
-- $8 who ran the command ('' = an account), $9 rows that were new, $10 rows that were changed. Columns: none.
insert into import_run (id, name, state, row_count, fault_count, began_at, account_id, who, added, changed)
values ($1::bigint, $2::text, $3::text, $4::bigint, $5::bigint, timestamptz 'epoch' + $6::bigint * interval '1 microsecond', $7::bigint, $8::text, $9::bigint, $10::bigint)
