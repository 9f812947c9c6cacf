-- Who saw personal fields in a county, or in all of a prefecture's, newest first; what was done to roles over the whole mall stands in every county. $1 county ('' = any; of a
-- prefecture: all of its counties), $2 account (0 = anybody), $3 purpose ('' = any), $4 first day, $5 last day (Beijing; null = no bound), $6 cursor (ids below it), $7 limit, $8 subject ('' = any).
-- Of each county one page is read, from the end of its part of the index: its order names the county and the condition is a range, as the primary key would fit an equal one, too,
-- and be read from end to end for a county of few rows.
-- Columns: entry_id, county_code ('' = of the whole mall), account_id, actor_name, actor_roles (words of role_grant with commas between), purpose, subject, subject_id, subject_name (a
-- household's pseudonym; who has a role), subject_no (its number in the register; where a role is good for, '' = everywhere), subject_account_id (who has a role), fields, read_at.
-- Index: access_trail_county, household primary key, role_grant primary key.
with place as (
    select $1::text as code
    union
    select r.code from region r where r.level = 3 and right($1::text, 2) = '00' and r.code between $1::text and left($1::text, 4) || '99'
), near as (
    select x.id, x.account_id, x.purpose, x.subject, x.subject_id, x.county_code, x.fields, x.at
    from place p
    cross join lateral (
        select t.id, t.account_id, t.purpose, t.subject, t.subject_id, t.county_code, t.fields, t.at
        from access_trail t
        where ($1::text = '' or t.county_code >= p.code and (t.county_code, t.id) < (p.code, $6::bigint)) and t.id < $6::bigint
            and ($2::bigint = 0 or t.account_id = $2::bigint) and ($3::text = '' or t.purpose = $3::text) and ($8::text = '' or t.subject = $8::text)
            and ($4::text is null or t.at >= $4::text::date::timestamp at time zone 'Asia/Shanghai')
            and ($5::text is null or t.at < ($5::text::date::timestamp + interval '1 day') at time zone 'Asia/Shanghai')
        order by case when $1::text = '' then '' else t.county_code end desc, t.id desc
        limit $7::bigint
    ) x
), everywhere as (
    select t.id, t.account_id, t.purpose, t.subject, t.subject_id, t.county_code, t.fields, t.at
    from access_trail t
    where $1::text <> '' and t.county_code = '' and t.subject = 'role_grant' and ($2::bigint = 0 or t.account_id = $2::bigint)
        and ($3::text = '' or t.purpose = $3::text) and $8::text in ('', 'role_grant')
        and ($4::text is null or t.at >= $4::text::date::timestamp at time zone 'Asia/Shanghai')
        and ($5::text is null or t.at < ($5::text::date::timestamp + interval '1 day') at time zone 'Asia/Shanghai')
        and t.id < $6::bigint
    order by t.county_code desc, t.id desc
    limit $7::bigint
), entry as (
    select id, account_id, purpose, subject, subject_id, county_code, fields, at from near
    union all
    select id, account_id, purpose, subject, subject_id, county_code, fields, at from everywhere
    order by id desc
    limit $7::bigint
)
select t.id as entry_id, t.county_code, t.account_id,
    coalesce(a.display_name, case when t.subject = 'household' then '拿着纸上查询码的人' else '服务器上的命令' end) as actor_name,
    coalesce((select string_agg(distinct g.role, ',' order by g.role) from role_grant g
              where g.account_id = t.account_id and g.valid_to is null and (g.expires_at is null or g.expires_at > now()) and not g.awaits_second), '') as actor_roles,
    t.purpose, t.subject, t.subject_id, coalesce(h.pseudonym, w.display_name, '') as subject_name,
    coalesce(h.household_no, (select o.name from organisation o where o.id = r.org_id and o.county_code = t.county_code), (select n.name from region n where n.code = r.region_code order by n.level desc limit 1), '') as subject_no,
    r.account_id as subject_account_id, t.fields, t.at as read_at
from entry t
left join account a on a.id = t.account_id
left join household h on t.subject = 'household' and h.id = t.subject_id and h.county_code = t.county_code
left join role_grant r on t.subject = 'role_grant' and r.id = t.subject_id
left join account w on w.id = r.account_id
order by t.id desc
