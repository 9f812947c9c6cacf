-- Refunds, their numbers and what the provider told that are not as they were written. $1 stamp key, $2 from which id on. Columns: subject, detail.
select 'refund:' || t.id as subject, 'does not fit its stamp' as detail
from refund t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'refund:' || t.refund_id || ' number ' || t.number, 'does not fit its stamp'
from refund_number t
where t.refund_id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'event:' || t.event_key, 'does not fit its stamp'
from provider_event t
where (t.attempt_id >= $2 or t.attempt_id is null) and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
