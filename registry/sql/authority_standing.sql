-- How an account's authority over a household stands, the newest. $1 account, $2 household, $3 what is to be done. Columns: authority_id, holds (it is in force, today),
-- covers (it names that). No row when there never was one. Index: proxy_authority_household.
select a.id as authority_id,
    a.state = 'in_force' and (now() at time zone 'Asia/Shanghai')::date between a.begins_on and a.ends_on and h.state <> 'removed' as holds,
    $3::text = any (a.scope) as covers
from proxy_authority a
join household h on h.id = a.household_id and h.county_code = a.county_code
where a.household_id = $2 and a.account_id = $1 and a.state in ('in_force', 'withdrawn', 'ended', 'expired')
order by a.state = 'in_force' desc, a.id desc
limit 1
