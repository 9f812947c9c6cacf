-- Who saw personal fields in a county, newest first. $1 county ('' = any), $2 account (0 = anybody), $3 purpose ('' = any), $4 first day, $5 last day (Beijing;
-- null = no bound), $6 cursor (ids below it), $7 limit.
-- Columns: entry_id, account_id, actor_name, actor_roles (words of role_grant with commas between), purpose, subject, subject_id, subject_name (a household's
-- pseudonym), subject_no (its number in the register), fields, read_at. Index: access_trail_county, household primary key.
select t.id as entry_id, t.account_id, coalesce(a.display_name, '拿着纸上查询码的人') as actor_name,
    coalesce((select string_agg(distinct g.role, ',' order by g.role) from role_grant g where g.account_id = t.account_id and (g.valid_to is null or g.valid_to > now())), '') as actor_roles,
    t.purpose, t.subject, t.subject_id, coalesce(h.pseudonym, '') as subject_name, coalesce(h.household_no, '') as subject_no, t.fields, t.at as read_at
from access_trail t
left join account a on a.id = t.account_id
left join household h on t.subject = 'household' and h.id = t.subject_id and h.county_code = t.county_code
where ($1::text = '' or t.county_code = $1::text) and ($2::bigint = 0 or t.account_id = $2::bigint) and ($3::text = '' or t.purpose = $3::text)
    and ($4::text is null or t.at >= $4::text::date::timestamp at time zone 'Asia/Shanghai')
    and ($5::text is null or t.at < ($5::text::date::timestamp + interval '1 day') at time zone 'Asia/Shanghai')
    and t.id < $6::bigint
order by t.id desc
limit $7::bigint
