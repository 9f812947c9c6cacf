-- The sums that timed work keeps from the journal (ledger/roll_up.h, orders/sale_roll_up.h), of all that was written past it.
insert into borne_order (order_id, county_code)
select distinct o.id, o.county_code
from sale_order o
join order_refund f on f.order_id = o.id and f.county_code = o.county_code and f.after_completion
where o.state = 'completed' and not exists (select 1 from order_line l where l.order_id = o.id and l.county_code = o.county_code and l.refunded_quantity < l.quantity);
select roll_up_build();
select sale_roll_up_build();
