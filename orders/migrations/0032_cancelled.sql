-- How many boxes a trade holds and how often a buyer cancelled lately: placing asks for both.
create index trade_cancelled on trade (buyer_id, cancelled_at) where state = 'cancelled' and cancel_reason = 'buyer cancelled';
alter table trade add column boxes bigint not null default 0 check (boxes >= 0);
update trade t
set boxes = (select coalesce(sum(l.quantity), 0) from sale_order o join order_line l on l.order_id = o.id and l.county_code = o.county_code where o.trade_id = t.id);
alter table trade alter column boxes drop default;
