-- Waybills of parcels that are not kept as theirs in the country, and kept ones that are no parcel's. $1 ids from which on (0 = all). Columns: subject, detail.
select 'parcel:' || p.id as subject, 'its waybill is not kept for it' as detail
from parcel p
left join unique_value u on u.kind = 'waybill' and u.value = p.carrier || ' ' || p.waybill_no and u.owner_id = p.id
where p.id >= $1 and p.waybill_no is not null and u.owner_id is null
union all
select 'parcel:' || u.owner_id, 'has not the waybill ' || u.value || ' that is kept for it'
from unique_value u
left join parcel p on p.id = u.owner_id and p.carrier || ' ' || p.waybill_no = u.value
where u.kind = 'waybill' and u.owner_id >= $1 and p.id is null
limit 20
