-- Refunds of a producer's orders that are on their way at the provider. $1 organisation id.
-- Columns: count, oldest_at. Index: refund_open, order_refund and sale_order primary keys.
select count(*) as count, min(n.created_at) as oldest_at
from (select r.created_at
      from refund r
      join order_refund f on f.refund_id = r.id and f.county_code = r.county_code
      join sale_order o on o.id = f.order_id and o.county_code = f.county_code
      where r.state <> 'succeeded' and o.producer_id = $1::bigint
      limit 1000) n
