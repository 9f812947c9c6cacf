-- Authorities of a household that are in force or wait for a word, locked in the order of their ids. $1 household. Columns: id, county_code, state. Index:
-- proxy_authority_household.
select id, county_code, state
from proxy_authority
where household_id = $1 and state in ('recorded', 'in_force')
order by id
for update
