-- Runs and payouts that are not as they were written. $1 stamp key, $2 from which id on. Columns: subject, detail. Index: payout primary key, payout_run primary key.
select 'payout_run:' || t.id as subject, 'does not fit its stamp' as detail
from payout_run t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'payout:' || t.id, 'does not fit its stamp'
from payout t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
