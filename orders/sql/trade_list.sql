-- A buyer's trades, newest first. $1 buyer, $2 cursor (trades below it), $3 limit, $4 state ('' = any).
-- Columns: trade_id, state, total_fen, placed_at, expires_at, paid_at. Index: trade_buyer.
select id as trade_id, state, total_fen, placed_at, expires_at, paid_at
from trade
where buyer_id = $1 and id < $2 and ($4 = '' or state = $4)
order by id desc
limit $3
