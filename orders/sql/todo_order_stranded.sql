-- Paid orders whose station is not active. Columns: count, oldest_at. Scans organisation, which is small. Index: sale_order_station.
select count(*) as count, min(n.paid_at) as oldest_at
from (select o.paid_at
      from organisation s
      join sale_order o on o.station_id = s.id and o.county_code = s.county_code and o.state = 'paid'
      where s.kind = 'station' and s.state <> 'active'
      limit 1000) n
