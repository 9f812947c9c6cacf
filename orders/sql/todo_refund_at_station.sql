-- Refunds of orders that a station ships which are not through at the provider. $1 station. Columns: count, oldest_at. Index: refund_open, order_refund primary key.
select count(*) as count, min(n.created_at) as oldest_at
from (select r.created_at
      from refund r
      join order_refund f on f.refund_id = r.id and f.county_code = r.county_code
      where r.state <> 'succeeded' and f.station_id = $1::bigint
      limit 1000) n
