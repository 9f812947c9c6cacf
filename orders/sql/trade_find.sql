-- A buyer's trade as it stands. $1 trade, $2 buyer.
-- Columns: trade_id, state, total_fen, placed_at, expires_at, paid_at, cancelled_at, cancel_reason. Index: trade primary key.
select id as trade_id, state, total_fen, placed_at, expires_at, paid_at, cancelled_at, cancel_reason
from trade
where id = $1 and buyer_id = $2
