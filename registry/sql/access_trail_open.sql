-- Notes that somebody opens personal fields, unless they opened as many subjects of this kind today as they may; one that was opened today may be opened again. $1 id,
-- $2 account, $3 purpose, $4 subject, $5 its id, $6 its county, $7 names of the fields, $8 subjects a day, $9 stamp key, $10 request (null = of no person), $11 household
-- for which. Columns: id (no row when it is too many). Index: access_trail_subject, reading_count primary key.
with today as (
    select (now() at time zone 'Asia/Shanghai')::date as day, date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' as began
), counted as (
    insert into reading_count as c (account_id, subject, day, subjects)
    select $2::bigint, $4::text, d.day,
        case when exists (select 1 from access_trail t
                          where t.subject_id = $5::bigint and t.subject = $4::text and t.account_id = $2::bigint and t.at >= d.began
                              and t.purpose in ('verify', 'payout', 'complaint', 'correction', 'shipping') and t.fields <> 'statement') then 0 else 1 end
    from today d
    where $8::bigint > 0
    on conflict on constraint reading_count_one do update
    set day = excluded.day, subjects = case when c.day = excluded.day then c.subjects else 0 end + excluded.subjects
    where c.day <> excluded.day or excluded.subjects = 0 or c.subjects < $8::bigint
    returning c.account_id
)
insert into access_trail (id, account_id, purpose, subject, subject_id, county_code, fields, at, stamp, request_id, on_behalf_of)
select $1::bigint, k.account_id, $3::text, $4::text, $5::bigint, $6::text, $7::text, now(),
    row_stamp($9::bytea, case when $10::text is null
        then record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $7::text, now(), $6::text))
        else record_send(row('access_trail'::text, $1::bigint, $2::bigint, $3::text, $4::text, $5::bigint, $7::text, now(), $6::text, $10::text, $11::bigint)) end),
    $10::text, $11::bigint
from counted k
returning id
