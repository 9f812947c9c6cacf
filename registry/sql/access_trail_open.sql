-- Notes that somebody opens personal fields, unless they opened as many subjects of this kind today as they may. $1 id, $2 account, $3 purpose, $4 subject, $5 its
-- id, $6 its county, $7 names of the fields, $8 subjects a day, $9 stamp key, $10 request (null = of no person), $11 household for which. Columns: id (no row when it is too many). Index: access_trail_account_at.
with today as (
    select distinct t.subject_id
    from access_trail t
    where t.account_id = $2::bigint and t.at >= date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai'
        and t.subject = $4::text and t.purpose in ('verify', 'payout', 'complaint', 'correction', 'shipping') and t.fields <> 'statement'
)
insert into access_trail (id, account_id, purpose, subject, subject_id, county_code, fields, at, stamp, request_id, on_behalf_of)
select $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $6::text, $7::text, now(),
    row_stamp($9::bytea, case when $10::text is null
        then record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $7::text, now(), $6::text))
        else record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $7::text, now(), $6::text, $10::text, $11::bigint)) end),
    $10::text, $11::bigint
where (select count(*) from today where today.subject_id <> $5::bigint) < $8::bigint
returning id
