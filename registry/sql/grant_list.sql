-- Grants in force, with whom and where. $1 role ('' = all), $2 id to begin after, $3 limit.
-- Columns: grant_id, account_id, display_name, _phone (sealed), role, region_code, region_name, organisation_id, organisation_name, household_id, reason, granted_at. Index:
-- role_grant primary key.
select g.id as grant_id, g.account_id, a.display_name, a.phone_sealed as _phone, g.role, g.region_code,
    coalesce((select r.name from region r where r.code = g.region_code order by r.level desc limit 1), '') as region_name, g.org_id as organisation_id, o.name as organisation_name, g.household_id, g.reason,
    g.valid_from as granted_at
from role_grant g
join account a on a.id = g.account_id
left join organisation o on o.id = g.org_id
where g.id > $2 and ($1 = '' or g.role = $1) and g.valid_to is null
order by g.id
limit $3
