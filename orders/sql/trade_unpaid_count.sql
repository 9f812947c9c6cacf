-- Unpaid trades of buyers. $1 buyers. Columns: buyer_id, count. Index: trade_unpaid.
select buyer_id, count(*)
from trade
where state = 'placed' and buyer_id = any ($1::bigint[])
group by buyer_id
