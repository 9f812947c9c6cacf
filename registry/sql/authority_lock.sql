-- Locks an authority. $1 id. Columns: state, county_code, account_id, recorded_by. Index: proxy_authority primary key.
select state, county_code, account_id, recorded_by
from proxy_authority
where id = $1
for update
