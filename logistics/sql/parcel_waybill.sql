-- A parcel's waybill, to follow it. $1 parcel id; no row before it was handed over. Columns: carrier, waybill_no, state. Index: parcel primary key.
select p.carrier, p.waybill_no, p.state from parcel p where p.id = $1 and p.waybill_no is not null
