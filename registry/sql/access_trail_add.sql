-- Notes that somebody saw personal fields. $1 id, $2 account, $3 purpose, $4 subject, $5 its id, $6 its county ('' = of none), $7 names of the fields,
-- $8 stamp key, $9 request (null = of no person), $10 household for which.
-- Columns: none.
insert into access_trail (id, account_id, purpose, subject, subject_id, county_code, fields, at, stamp, request_id, on_behalf_of)
values ($1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $6::text, $7::text, now(),
        row_stamp($8::bytea, case when $9::text is null
            then record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $7::text, now(), $6::text))
            else record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $7::text, now(), $6::text, $9::text, $10::bigint)) end),
        $9::text, $10::bigint)
