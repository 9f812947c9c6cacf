-- Roles and rows of the access trail that are not as they were written. $1 stamp key, $2 trail from which id on. Columns: subject, detail.
select 'grant:' || t.id as subject, 'does not fit its stamp' as detail
from role_grant t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'trail:' || t.id, 'does not fit its stamp'
from access_trail t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
