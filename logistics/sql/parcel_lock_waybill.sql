-- Locks the parcel of a waybill. $1 carrier, $2 number. Columns: id, state, county_code, order_id. Index: parcel_waybill_unique.
select p.id, p.state, p.county_code, p.order_id
from parcel p
where p.carrier = $1 and p.waybill_no = $2
for no key update
