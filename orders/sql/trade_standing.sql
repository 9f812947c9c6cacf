-- How buyers' trades stand. $1 trades, $2 the buyer of each.
-- Columns: _position (from 1), trade_id, state, total_fen, placed_at, expires_at, paid_at, cancelled_at, cancel_reason. Index: trade primary key.
select n.position as _position, t.trade_id, t.state, t.total_fen, t.placed_at, t.expires_at, t.paid_at, t.cancelled_at, t.cancel_reason
from (select unnest($1::bigint[]) as trade_id, unnest($2::bigint[]) as buyer_id, generate_subscripts($1::bigint[], 1) as position) n
cross join lateral (
    select d.id as trade_id, d.state, d.total_fen, d.placed_at, d.expires_at, d.paid_at, d.cancelled_at, d.cancel_reason
    from trade d
    where d.id = n.trade_id and d.buyer_id = n.buyer_id
    offset 0) t
