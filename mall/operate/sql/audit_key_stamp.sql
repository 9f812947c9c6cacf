-- Answers that are kept for keys that are not as they were written. $1 stamp key. Columns: subject, detail.
select 'key:' || t.account_id || ' ' || t.route as subject, 'does not fit its stamp' as detail
from idempotency_key t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
