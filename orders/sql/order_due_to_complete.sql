-- Paid orders with nothing left to pack whose parcels all came to an end, the last one that was signed for more than $1 hours ago. $2 limit. Columns: id.
-- Index: sale_order_open, parcel_order, parcel primary key of parcel_item, reservation primary key. A parcel that was returned or lost needs a decision by the
-- station, so such orders wait until its boxes were refunded (boxes that were refunded and not given back to a lot had been packed).
select o.id
from sale_order o
where o.state = 'paid'
  and exists (select 1 from parcel p where p.order_id = o.id and p.county_code = o.county_code and p.state in ('signed', 'returned', 'lost'))
  and not exists (select 1 from parcel p
                  where p.order_id = o.id and p.county_code = o.county_code
                    and (p.state not in ('signed', 'returned', 'lost', 'unpacked') or p.signed_at >= now() - $1::bigint * interval '1 hour'))
  and not exists (select 1 from order_line l join reservation r on r.line_id = l.id and r.county_code = l.county_code
                  where l.order_id = o.id and l.county_code = o.county_code and r.quantity > r.released + r.sold)
  and not exists (select 1
                  from parcel p
                  join parcel_item i on i.parcel_id = p.id and i.county_code = p.county_code
                  join order_line l on l.id = i.line_id and l.county_code = i.county_code
                  where p.order_id = o.id and p.county_code = o.county_code and p.state in ('returned', 'lost')
                  group by l.id, l.county_code, l.refunded_quantity
                  having sum(i.quantity) > l.refunded_quantity - (select sum(r.released) from reservation r where r.line_id = l.id and r.county_code = l.county_code))
order by o.id
limit $2
