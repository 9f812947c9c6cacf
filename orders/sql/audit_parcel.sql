-- Boxes in parcels that are not the boxes taken from the reservations, and lines whose reservations are not their quantity.
-- $1 lines from which id on. Columns: subject, detail.
with packed as (
    select i.county_code, i.line_id, i.lot_id, sum(i.quantity) as quantity
    from parcel_item i
    join parcel q on q.id = i.parcel_id and q.county_code = i.county_code
    where i.line_id >= $1 and q.state <> 'unpacked'
    group by i.county_code, i.line_id, i.lot_id
)
select 'reservation:' || coalesce(r.line_id, p.line_id) || '/' || coalesce(r.lot_id, p.lot_id) as subject, 'sold ' || coalesce(r.sold, 0) || ' packed ' || coalesce(p.quantity, 0) as detail
from (select line_id, lot_id, county_code, sold from reservation where line_id >= $1) r
full join packed p on p.line_id = r.line_id and p.lot_id = r.lot_id and p.county_code = r.county_code
where coalesce(r.sold, 0) <> coalesce(p.quantity, 0)
union all
select 'line:' || l.id, 'quantity ' || l.quantity || ' reserved ' || coalesce(sum(r.quantity), 0)
from order_line l
left join reservation r on r.line_id = l.id and r.county_code = l.county_code and r.line_id >= $1
where l.id >= $1
group by l.id, l.quantity
having l.quantity <> coalesce(sum(r.quantity), 0)
limit 20
