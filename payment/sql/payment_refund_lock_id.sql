-- Locks a refund. $1 refund. Columns: id, county_code, state, number, provider_refund_id. Index: primary key.
select id, county_code, state, number, provider_refund_id
from refund
where id = $1
for no key update
