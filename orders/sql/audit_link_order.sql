-- Orders and parcels whose parents do not exist: the keys that were left out for speed. $1 from which id on. Columns: subject, detail.
select 'order:' || o.id as subject, 'no trade ' || o.trade_id || ' of that moment' as detail from sale_order o
where o.id >= $1 and not exists (select 1 from trade t where t.id = o.trade_id and t.buyer_id = o.buyer_id and t.placed_at = o.placed_at)
union all
select 'parcel:' || p.id, 'no order' from parcel p
where p.id >= $1 and not exists (select 1 from sale_order o where o.id = p.order_id and o.county_code = p.county_code and o.station_id = p.station_id)
limit 20
