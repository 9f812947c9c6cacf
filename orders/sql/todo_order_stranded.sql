-- Paid orders with something to pack or to send whose station is not active. Columns: count, oldest_at. Scans organisation, which is small.
-- Index: sale_order_station, order_line_order, parcel_order.
select count(*) as count, min(n.paid_at) as oldest_at
from (select h.paid_at
      from organisation s
      cross join lateral (
          select o.paid_at
          from sale_order o
          where o.station_id = s.id and o.county_code = s.county_code and o.state = 'paid'
            and (exists (select 1 from order_line l join reservation r on r.line_id = l.id and r.county_code = l.county_code
                         where l.order_id = o.id and l.county_code = o.county_code and r.quantity > r.released + r.sold)
                 or exists (select 1 from parcel x where x.order_id = o.id and x.county_code = o.county_code and x.state = 'packed'))
          limit 1000) h
      where s.kind = 'station' and s.state <> 'active'
      limit 1000) n
