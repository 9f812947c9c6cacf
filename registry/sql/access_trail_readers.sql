-- Who opened personal fields of many in a day: at least half as many as they may. $1 county ('' = any; of a prefecture: all of its counties), $2 first day, $3 last day (Beijing; null = no bound, but
-- never further back than 31 days before the last), $4 households a day, $5 orders a day.
-- Columns: day, account_id, actor_name, actor_roles (words of role_grant with commas between), subject, subjects, readings, first_at, last_at, allowed.
-- Index: access_trail_county.
select to_char(n.day, 'YYYY-MM-DD') as day, n.account_id, coalesce(a.display_name, '') as actor_name,
    coalesce((select string_agg(distinct g.role, ',' order by g.role) from role_grant g
              where g.account_id = n.account_id and g.valid_to is null and (g.expires_at is null or g.expires_at > now()) and not g.awaits_second), '') as actor_roles,
    n.subject, n.subjects, n.readings, n.first_at, n.last_at, n.allowed
from (
    select (t.at at time zone 'Asia/Shanghai')::date as day, t.account_id, t.subject, count(distinct t.subject_id) as subjects, count(*) as readings,
        min(t.at) as first_at, max(t.at) as last_at, case t.subject when 'household' then $4::bigint else $5::bigint end as allowed
    from access_trail t
    where ($1::text = '' or t.county_code = any (array(
            select $1::text
            union
            select r.code from region r where r.level = 3 and right($1::text, 2) = '00' and r.code between $1::text and left($1::text, 4) || '99')))
        and t.subject in ('household', 'order') and t.account_id > 0
        and t.purpose in ('verify', 'payout', 'complaint', 'correction', 'shipping') and t.fields <> 'statement'
        and t.at >= greatest(coalesce($2::text, '2000-01-01')::date, coalesce($3::text::date, (now() at time zone 'Asia/Shanghai')::date) - 31)::timestamp at time zone 'Asia/Shanghai'
        and ($3::text is null or t.at < ($3::text::date::timestamp + interval '1 day') at time zone 'Asia/Shanghai')
    group by 1, t.account_id, t.subject
) n
left join account a on a.id = n.account_id
where n.subjects * 2 >= n.allowed
order by n.day desc, n.subjects desc, n.account_id
limit 200
