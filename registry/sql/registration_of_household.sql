-- The registration by proxy that a household has, locked. $1 household. Columns: id, county_code. Index: registration_proxy.
select id, county_code
from registration
where household_id = $1 and account_id is null and state = 'granted'
for update
