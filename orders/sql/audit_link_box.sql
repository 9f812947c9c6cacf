-- Boxes that are reserved or packed for a line that there is not, or that is of another order. $1 from which id on. Columns: subject, detail.
select 'reservation:' || r.line_id as subject, 'no line' as detail from reservation r
where r.line_id >= $1 and not exists (select 1 from order_line l where l.id = r.line_id and l.county_code = r.county_code and l.sku_id = r.sku_id)
union all
select 'parcel:' || i.parcel_id, 'line ' || i.line_id || ' is not of its order' from parcel_item i
left join order_line l on l.id = i.line_id and l.county_code = i.county_code
left join parcel p on p.id = i.parcel_id and p.county_code = i.county_code
where i.parcel_id >= $1 and ((l.order_id, l.sku_id) is distinct from (p.order_id, i.sku_id) or p.id is null)
limit 20
