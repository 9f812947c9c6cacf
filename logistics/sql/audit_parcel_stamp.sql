-- Parcels and what is in them that are not as they were written. $1 stamp key, $2 from which id on. Columns: subject, detail.
select 'parcel:' || t.id as subject, 'does not fit its stamp' as detail
from parcel t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'parcel:' || t.parcel_id || ' line ' || t.line_id, 'does not fit its stamp'
from parcel_item t
where t.parcel_id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
