-- Passwords that are not as they were set. $1 stamp key. Columns: subject, detail. Reads all of password: as its stamp covers every row.
select 'password:' || t.account_id as subject, 'does not fit its stamp' as detail
from password t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
