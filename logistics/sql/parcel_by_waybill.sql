-- The parcel with a number; two carriers may both use it, then the newest. $1 number, $2 all carriers. Columns: parcel_id.
-- Index: parcel_waybill_unique.
select p.id as parcel_id
from parcel p
where p.carrier = any ($2::text[]) and p.waybill_no = $1::text
order by p.id desc
limit 1
