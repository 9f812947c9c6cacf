-- A note of a visit. $1 id, $2 county, $3 household, $4 day of the visit, $5 day of the next (null = not said), $6 text, sealed, $7 the note that it corrects (null = none),
-- $8 who writes it, $9 stamp key. Columns: none.
insert into household_note (id, county_code, household_id, visited_on, next_on, text_sealed, corrects_id, account_id, at, stamp)
values ($1::bigint, $2::text, $3::bigint, $4::text::date, $5::text::date, $6::bytea, $7::bigint, $8::bigint, now(),
    row_stamp($9::bytea, record_send(row('household_note'::text, $1::bigint, $2::text, $3::bigint, $4::text::date, $5::text::date, $7::bigint, $8::bigint, now()))))
