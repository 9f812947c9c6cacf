-- Orders that were completed and then refunded whole: what households keep of them the seller bore. No parameters. Columns: order_id. DB_REPORT; reads what was refunded.
select distinct o.id as order_id
from order_refund f
join sale_order o on o.id = f.order_id and o.county_code = f.county_code
where f.after_completion and o.state = 'completed'
    and not exists (select 1 from order_line l where l.order_id = o.id and l.county_code = o.county_code and l.refunded_quantity < l.quantity)
