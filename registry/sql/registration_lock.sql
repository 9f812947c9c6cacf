-- Locks a registration. $1 id. Columns: state, county_code, place_code, kind, account_id (0 = none), household_id (0 = none), role, grant_id (0 = none). Index: registration
-- primary key.
select state, county_code, place_code, kind, coalesce(account_id, 0) as account_id, coalesce(household_id, 0) as household_id, role, coalesce(grant_id, 0) as grant_id
from registration
where id = $1
for update
