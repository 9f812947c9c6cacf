-- What an account may do now. $1 account.
-- Columns: account_id, role, region_code, org_id, household_id, suspended. As session_find: one row for each grant in force, one with nulls when there is none, no row when
-- the account is not active. Index: primary key of account, role_grant_once by account.
select a.id as account_id, g.role, g.region_code, g.org_id, g.household_id, g.suspended
from account a
left join lateral (
    select r.id, r.role, coalesce(nullif(r.region_code, ''), o.county_code, '') as region_code, r.org_id, r.household_id, o.state = 'suspended' as suspended
    from role_grant r
    left join organisation o on o.id = r.org_id
    where r.account_id = a.id and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now())
        and (r.expires_at is null or r.expires_at > now()) and not r.awaits_second
        and (r.org_id is null or o.state in ('active', 'expired', 'suspended'))
) g on true
where a.id = $1 and a.state = 'active'
order by g.id
limit 16
