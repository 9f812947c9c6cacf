-- Notes how far a table is. $1 table, $2 key, $3 row, $4 part, $5 rows seen, $6 fields written, $7 fields that do not open, $8 whether it is done. Columns: none. Index:
-- rekey_table primary key.
insert into rekey_table (name, key_id, last_row, last_part, seen, written, shut, done)
values ($1::text, $2::bigint::smallint, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::bigint, $8::boolean)
on conflict (name) do update
set key_id = excluded.key_id, last_row = excluded.last_row, last_part = excluded.last_part, seen = excluded.seen, written = excluded.written,
    shut = excluded.shut, done = excluded.done, moved_at = now()
