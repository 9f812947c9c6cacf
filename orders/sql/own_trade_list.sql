-- A buyer's trades. $1 buyer, $2 limit. Columns: trade_id, state. Index: trade_buyer.
-- Bounded and sorted by buyer and id, as the index is: told `buyer_id = $1` and sorted by id, of a mall with few buyers all trades would be walked from the newest on.
select t.id as trade_id, t.state
from trade t
where (t.buyer_id, t.id) >= ($1::bigint, 0) and (t.buyer_id, t.id) <= ($1::bigint, 9223372036854775807)
order by t.buyer_id desc, t.id desc
limit $2::bigint
