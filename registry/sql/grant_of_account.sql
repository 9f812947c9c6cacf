-- All roles an account has or had, those in force first. $1 account. Columns: grant_id, role, region_code, region_name, organisation_id, organisation_name,
-- organisation_state, household_id, reason, granted_at, ended_at, expires_at, awaits_second, is_in_force. Index: role_grant_once by account.
select g.id as grant_id, g.role, g.region_code,
    coalesce((select r.name from region r where r.code = g.region_code order by r.level desc limit 1), '') as region_name,
    g.org_id as organisation_id, o.name as organisation_name, o.state as organisation_state, g.household_id, g.reason, g.valid_from as granted_at, g.valid_to as ended_at,
    g.expires_at, g.awaits_second,
    (g.valid_to is null or g.valid_to > now()) and (g.expires_at is null or g.expires_at > now()) and not g.awaits_second
        and (o.state is null or o.state in ('active', 'expired')) as is_in_force
from role_grant g
left join organisation o on o.id = g.org_id
where g.account_id = $1
order by g.valid_to is not null, g.id
limit 200
