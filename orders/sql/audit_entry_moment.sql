-- Lines that were credited at another moment than their order was paid, orders whose entries matured at another than they were completed. $1 from which id on. Columns: subject, detail. Index: primary keys.
select 'line:' || a.line_id as subject, 'credited at ' || a.accrued_at || ', the order was paid ' || coalesce(o.paid_at::text, 'never') as detail
from attribution_pool a
left join sale_order o on o.id = a.order_id and o.county_code = a.county_code
where a.order_id >= $1 and a.accrued_at is distinct from o.paid_at
union all
select 'order:' || coalesce(m.order_id, o.id), 'matured ' || coalesce(m.matured_at::text, 'never') || ', completed ' || coalesce(o.completed_at::text, 'never')
from (select order_id, county_code, matured_at from maturity where order_id >= $1 and order_id >= (select objects_from from year_floor)) m
full join (select id, county_code, completed_at from sale_order where id >= $1 and id >= (select objects_from from year_floor)) o on o.id = m.order_id and o.county_code = m.county_code
where m.matured_at is distinct from o.completed_at
limit 20
