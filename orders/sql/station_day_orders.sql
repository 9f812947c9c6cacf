-- Orders of a station that were paid since a moment and are under way. $1 station, $2 moment. Columns: paid_orders, paid_fen.
-- Index: sale_order_station (state paid).
select count(*) as paid_orders, coalesce(sum(o.goods_fen + o.freight_fen), 0)::bigint as paid_fen
from sale_order o
where o.station_id = $1::bigint and o.state = 'paid' and o.paid_at >= $2::timestamptz
