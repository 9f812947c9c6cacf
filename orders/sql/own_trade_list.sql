-- A buyer's trades. $1 buyer, $2 limit. Columns: trade_id, state. Index: trade_buyer.
select t.id as trade_id, t.state
from trade t
where t.buyer_id = $1
order by t.id desc
limit $2::bigint
