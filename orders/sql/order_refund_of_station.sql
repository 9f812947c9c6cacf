-- Refunds of orders that a station ships, newest first. $1 station, $2 cursor (refunds below it), $3 limit, $4 state ('' = any).
-- Columns: refund_id, order_id, state, goods_fen, freight_fen, total_fen, after_completion, reason, created_at, done_at. Index: order_refund_station,
-- refund's primary key.
select r.refund_id, f.order_id, r.state, f.goods_fen, f.freight_fen, r.total_fen, f.after_completion, r.reason, r.created_at, r.done_at
from order_refund f
cross join lateral (select x.id as refund_id, x.state, x.total_fen, x.reason, x.created_at, x.done_at
                    from refund x
                    where x.id = f.refund_id and x.county_code = f.county_code
                    limit 1) r -- one by one, so far as the page goes
where f.station_id = $1 and f.refund_id < $2::bigint and ($4::text = '' or r.state = $4::text)
order by f.refund_id desc
limit $3::bigint
