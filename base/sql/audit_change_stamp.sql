-- Changes in the trail that are not as they were written. $1 stamp key, $2 from which id on. Columns: subject, detail. Index: change_trail primary key.
select 'change:' || t.id as subject, 'does not fit its stamp' as detail
from change_trail t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
