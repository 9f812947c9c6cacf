-- Refunds of orders that a station ships since a moment. $1 station, $2 moment, $3 the id from which on refunds are looked at. Columns: refunds, refund_fen.
-- Index: order_refund_station, refund primary key.
select count(*) as refunds, coalesce(sum(r.total_fen), 0)::bigint as refund_fen
from order_refund x
join refund r on r.id = x.refund_id and r.county_code = x.county_code
where x.station_id = $1::bigint and x.refund_id >= $3::bigint and r.created_at >= $2::timestamptz
