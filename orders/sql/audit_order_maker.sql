-- Orders that are not their listing's producer's and station's. $1 from which id on. Columns: subject, detail.
select 'order:' || o.id as subject, 'producer ' || o.producer_id || ' station ' || o.station_id || ', the listing says ' || g.producer_id || ' and ' || g.station_id as detail
from sale_order o
join order_line l on l.order_id = o.id and l.county_code = o.county_code
join listing g on g.id = l.listing_id and g.county_code = l.county_code
where o.id >= $1 and (o.producer_id, o.station_id) is distinct from (g.producer_id, g.station_id)
limit 20
