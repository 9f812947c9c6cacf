-- When an order's last parcel came to its end: when the last one was signed for, or since ever (-infinity) when none was and what came back was refunded; null while boxes are
-- to be packed, a parcel is under way, or what was returned or lost waits to be refunded. Whoever changes one of these notes it with the order, so that what is due to complete is
-- found by an index; the audit compares.
create view order_end as
select o.id as order_id, o.county_code,
    case when exists (select 1 from parcel p
                      where p.order_id = o.id and p.county_code = o.county_code and p.state in ('signed', 'returned', 'lost'))
              and not exists (select 1 from parcel p
                              where p.order_id = o.id and p.county_code = o.county_code and p.state not in ('signed', 'returned', 'lost', 'unpacked'))
              and not exists (select 1 from order_line l join reservation r on r.line_id = l.id and r.county_code = l.county_code
                              where l.order_id = o.id and l.county_code = o.county_code and r.quantity > r.released + r.sold)
              and not exists (select 1
                              from parcel p
                              join parcel_item i on i.parcel_id = p.id and i.county_code = p.county_code
                              join order_line l on l.id = i.line_id and l.county_code = i.county_code
                              where p.order_id = o.id and p.county_code = o.county_code and p.state in ('returned', 'lost')
                              group by l.id, l.county_code, l.refunded_quantity
                              having sum(i.quantity) > l.refunded_quantity
                                  - (select sum(r.released) from reservation r where r.line_id = l.id and r.county_code = l.county_code))
         then coalesce((select max(p.signed_at) from parcel p where p.order_id = o.id and p.county_code = o.county_code), '-infinity')
    end as ended_at
from sale_order o
where o.state = 'paid';
grant select on order_end to mall_app;

alter table sale_order add column ended_at timestamptz;
update sale_order o
set ended_at = e.ended_at
from order_end e
where e.order_id = o.id and e.county_code = o.county_code and e.ended_at is not null;
create index sale_order_ended on sale_order (ended_at) where state = 'paid' and ended_at is not null;
