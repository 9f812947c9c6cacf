-- Proofs of full runs that are not as they were written, or from which the journal's chain did not go on. $1 stamp key. Columns: subject, detail.
select 'proof:' || t.report_id as subject, 'does not fit its stamp' as detail
from audit_proof t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'proof:' || t.report_id, 'the chain has another value on ' || t.day
from audit_proof t
where t.day is not null and not exists (select 1 from ledger_day d where d.day = t.day and d.chain = t.chain)
limit 20
