-- Lines and entries whose parents do not exist: the keys that were left out for speed. $1 from which id on. Columns: subject, detail.
select 'line:' || l.id as subject, 'no order ' || l.order_id as detail from order_line l
where l.id >= $1 and not exists (select 1 from sale_order o where o.id = l.order_id and o.county_code = l.county_code)
union all
select 'line:' || l.id, 'no plan or SKU' from order_line l
left join benefit_plan p on p.id = l.plan_id and p.county_code = l.county_code
left join version_sku v on v.sku_id = l.sku_id and v.county_code = l.county_code and v.version_id = l.version_id
where l.id >= $1 and (p.id is null or v.sku_id is null)
union all
select 'attribution:' || a.line_id, 'no line' from attribution_pool a
left join order_line l on l.id = a.line_id and l.county_code = a.county_code
left join roster r on r.id = a.roster_id and r.county_code = a.county_code
where a.order_id >= $1 and (l.order_id, l.plan_id, r.pool_no) is distinct from (a.order_id, r.plan_id, a.pool_no)
union all
select 'attribution:' || a.line_id, 'its roster has ' || coalesce(r.places, 0) || ' places' from attribution_pool a
left join (select p.roster_id, p.county_code, count(*) as places, max(p.place) as last
           from (select distinct e.roster_id, e.county_code from attribution_pool e where e.order_id >= $1) d
           join roster_place p on p.roster_id = d.roster_id and p.county_code = d.county_code
           group by p.roster_id, p.county_code) r
    on r.roster_id = a.roster_id and r.county_code = a.county_code
where a.order_id >= $1 and (cardinality(a.amounts) is distinct from r.places or r.places <> r.last or cardinality(a.reversed) <> r.places)
limit 20
