-- Roles that were not taken back, with whom and where. $1 role ('' = all), $2 id to begin after, $3 limit, $4 standing ('' = any, in_force, expiring within
-- fourteen days, expired, ending = one of these two, waiting for a second operator).
-- Columns: grant_id, account_id, display_name, _phone (sealed), role, region_code, region_name, organisation_id, organisation_name, household_id, reason,
-- granted_at, granted_by_name ('' = by command or file), expires_at, standing, confirmed_by_name. Index: role_grant primary key.
select g.grant_id, g.account_id, g.display_name, g._phone, g.role, g.region_code, g.region_name, g.organisation_id, g.organisation_name, g.household_id, g.reason,
    g.granted_at, g.granted_by_name, g.expires_at, g.standing, g.confirmed_by_name
from (
    select r.id as grant_id, r.account_id, a.display_name, a.phone_sealed as _phone, r.role, r.region_code,
        coalesce((select n.name from region n where n.code = r.region_code order by n.level desc limit 1), '') as region_name,
        r.org_id as organisation_id, o.name as organisation_name, r.household_id, r.reason, r.valid_from as granted_at,
        coalesce(b.display_name, '') as granted_by_name, r.expires_at,
        case when r.expires_at <= now() then 'expired' when r.awaits_second then 'waiting' when r.expires_at < now() + interval '14 days' then 'expiring'
            else 'in_force' end as standing,
        coalesce(c.display_name, '') as confirmed_by_name
    from role_grant r
    join account a on a.id = r.account_id
    left join organisation o on o.id = r.org_id
    left join account b on b.id = r.granted_by
    left join account c on c.id = r.confirmed_by
    where r.id > $2 and ($1 = '' or r.role = $1) and r.valid_to is null
) g
where $4::text in ('', g.standing) or ($4::text = 'ending' and g.standing in ('expiring', 'expired'))
order by g.grant_id
limit $3
