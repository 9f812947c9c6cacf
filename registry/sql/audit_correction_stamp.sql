-- Requests for corrections that are not as they were written. $1 stamp key. Columns: subject, detail.
select 'household_correction:' || t.id as subject, 'does not fit its stamp' as detail
from household_correction t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
