-- Authorities that an account holds or is to hold, locked. $1 account. Columns: id, county_code, state. Index: proxy_authority_account.
select id, county_code, state
from proxy_authority
where account_id = $1 and state in ('recorded', 'in_force')
order by id
for update
