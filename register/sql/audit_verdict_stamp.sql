-- Verdicts that are not as they were given. $1 stamp key, $2 from which id on. Columns: subject, detail. Index: register_verdict primary key.
select 'register_verdict:' || t.id as subject, 'does not fit its stamp' as detail
from register_verdict t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
