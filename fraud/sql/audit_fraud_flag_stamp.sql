-- Flags that are not as they were raised and decided. $1 stamp key, $2 from which id on. Columns: subject, detail. Index: fraud_flag primary key.
select 'fraud_flag:' || t.id as subject, 'does not fit its stamp' as detail
from fraud_flag t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
