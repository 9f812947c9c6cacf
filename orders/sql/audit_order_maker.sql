-- Orders that are not their listing's producer's and station's, and attempts that asked for another amount than their trade's. $1 from which id on. Columns: subject, detail.
select 'order:' || o.id as subject, 'producer ' || o.producer_id || ' station ' || o.station_id || ', the listing says ' || g.producer_id || ' and ' || g.station_id as detail
from sale_order o
join order_line l on l.order_id = o.id and l.county_code = o.county_code
join listing g on g.id = l.listing_id and g.county_code = l.county_code
where o.id >= $1 and (o.producer_id, o.station_id) is distinct from (g.producer_id, g.station_id)
union all
select 'attempt:' || a.id, 'asked for ' || a.amount_fen || ', the trade is ' || t.total_fen
from payment_attempt a
join trade t on t.id = a.subject_id and t.county_code = a.county_code
where a.id >= $1 and a.subject_kind = 'trade' and a.amount_fen <> t.total_fen
limit 20
