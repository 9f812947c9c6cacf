-- Orders that their sellers bore: all of it came back after completion.
insert into borne_order (order_id, county_code)
select distinct o.id, o.county_code
from sale_order o
join order_refund f on f.order_id = o.id and f.county_code = o.county_code and f.after_completion
where o.state = 'completed' and not exists (select 1 from order_line l where l.order_id = o.id and l.county_code = o.county_code and l.refunded_quantity < l.quantity);
