-- Notes that somebody saw personal fields. $1 id, $2 account, $3 purpose, $4 subject, $5 its id, $6 its county ('' = of none), $7 names of the fields,
-- $8 stamp key.
-- Columns: none.
insert into access_trail (id, account_id, purpose, subject, subject_id, county_code, fields, at, stamp)
values ($1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $6::text, $7::text, now(),
        row_stamp($8::bytea, record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $7::text, now(), $6::text))))
