-- Whether boxes in parcels are those taken from the reservations, and reservations the quantity of their lines: sums over all of them, each weighed by a number of chance, are the same.
-- $1 lines from which id on. Columns: agree.
with chance as materialized (
    select (random() * 1000000000)::bigint as seed
)
select coalesce(sum(w.packed), 0) = 0 and coalesce(sum(w.reserved), 0) = 0 as agree
from (select sum(i.quantity * (hashtextextended(i.line_id || ' ' || i.lot_id || ' ' || i.county_code, (select seed from chance)) >> 4)::numeric) as packed, 0 as reserved
      from parcel_item i
      join parcel q on q.id = i.parcel_id and q.county_code = i.county_code
      where i.line_id >= $1 and q.state <> 'unpacked'
      union all
      select -sum(r.sold * (hashtextextended(r.line_id || ' ' || r.lot_id || ' ' || r.county_code, (select seed from chance)) >> 4)::numeric),
          sum(r.quantity * (hashtextextended(r.line_id || ' ' || r.county_code, (select seed from chance)) >> 4)::numeric)
      from reservation r
      where r.line_id >= $1
      union all
      select 0, -sum(l.quantity * (hashtextextended(l.id || ' ' || l.county_code, (select seed from chance)) >> 4)::numeric)
      from order_line l
      where l.id >= $1) w
