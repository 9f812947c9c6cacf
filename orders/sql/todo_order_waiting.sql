-- A producer's orders that were paid for and are not complete. Orders under way are few beside all orders, so they are found by their station's
-- list. $1 organisation id.
-- Columns: count, oldest_at. Index: listing_producer, sale_order_station.
select count(*) as count, min(n.paid_at) as oldest_at
from (select o.paid_at
      from (select distinct l.station_id, l.county_code from listing l where l.producer_id = $1::bigint) s
      cross join lateral (select x.paid_at
                          from sale_order x
                          where x.station_id = s.station_id and x.county_code = s.county_code and x.producer_id = $1::bigint and x.state = 'paid'
                          order by x.id
                          limit 1000) o
      limit 1000) n
