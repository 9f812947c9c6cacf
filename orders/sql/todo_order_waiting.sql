-- A producer's orders that were paid for and are not complete. Orders under way are few beside all orders, so they are found by their station's
-- list. $1 organisation id.
-- Columns: count, oldest_at. Index: listing_producer, sale_order_station.
select count(*) as count, min(n.paid_at) as oldest_at
from (select o.paid_at
      from sale_order o
      where o.station_id in (select l.station_id from listing l where l.producer_id = $1::bigint and l.county_code = o.county_code)
        and o.producer_id = $1::bigint and o.state = 'paid'
      limit 1000) n
