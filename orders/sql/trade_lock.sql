-- Locks a buyer's trade. $1 trade, $2 buyer. Columns: id, county_code, state. Index: trade primary key.
select id, county_code, state
from trade
where id = $1 and buyer_id = $2
for no key update
