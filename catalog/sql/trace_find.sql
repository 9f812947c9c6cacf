-- A lot by the code on its boxes, as anybody may see it. $1 trace code.
-- Columns: _lot_id, trace_code, state, harvested_on, weighed_at, weight_g, lost_g, county_code, county_name, township_name, village_name, producer_name,
-- producer_kind, _listing_id, on_sale, title, produce, picture. Index: lot_trace_code_unique.
select t.id as _lot_id, t.trace_code, t.state, t.harvested_on, t.created_at as weighed_at, t.weight_g, t.lost_g, t.county_code, c.name as county_name,
    w.name as township_name, g.name as village_name, o.name as producer_name, o.kind as producer_kind, t.listing_id as _listing_id,
    v.state = 'on_sale' as on_sale, v.title, v.produce, v.picture
from lot t
join organisation o on o.id = t.producer_id and o.county_code = t.county_code
cross join lateral (select x.state, x.title, x.produce, x.picture
                    from listing_version x
                    where x.listing_id = t.listing_id and x.county_code = t.county_code
                    order by x.state = 'on_sale' desc, x.version_no desc
                    limit 1) v
left join region c on c.code = t.county_code and c.level = 3
left join region w on w.code = left(t.village_code, 9) and w.level = 4
left join region g on g.code = t.village_code and g.level = 5
where t.trace_code = $1
