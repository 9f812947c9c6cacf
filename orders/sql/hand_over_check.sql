-- Why a packed parcel may not leave. $1 parcel. Index: parcel_item primary key, reservation primary key, parcel_item_line.
-- Columns: lot_stopped (a lot of it is held, or was recalled for good), refunded (it holds more boxes of a line than are kept, with those that left before).
select coalesce(bool_or(t.state = 'held' or t.recalled), false) as lot_stopped,
    coalesce(bool_or((select sum(x.quantity)
                      from parcel_item x
                      join parcel q on q.id = x.parcel_id and q.county_code = x.county_code
                      where x.line_id = i.line_id and x.county_code = i.county_code and (q.id = p.id or q.state not in ('packed', 'unpacked')))
                     > l.quantity - l.refunded_quantity), false) as refunded
from parcel p
join parcel_item i on i.parcel_id = p.id and i.county_code = p.county_code
join order_line l on l.id = i.line_id and l.county_code = i.county_code
join lot t on t.id = i.lot_id and t.county_code = i.county_code
where p.id = $1 and p.state = 'packed'
