-- A station's paid orders with boxes that are not packed. $1 station. Columns: count, oldest_at. Index: sale_order_station, order_line_order, reservation_line.
select count(*) as count, min(n.paid_at) as oldest_at
from (select o.paid_at
      from sale_order o
      where o.station_id = $1::bigint and o.state = 'paid'
        and exists (select 1
                    from order_line l
                    join reservation r on r.line_id = l.id and r.county_code = l.county_code
                    where l.order_id = o.id and l.county_code = o.county_code and r.quantity - r.released - r.sold > 0)
      limit 1000) n
