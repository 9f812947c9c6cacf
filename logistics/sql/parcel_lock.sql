-- Locks a parcel. $1 parcel id. Columns: state, county_code, carrier, waybill_no, order_id. Index: parcel primary key.
select p.state, p.county_code, p.carrier, p.waybill_no, p.order_id
from parcel p
where p.id = $1
for no key update
