-- The newest proof. $1 stamp key. Columns: began_ms (Unix milliseconds), age_days, stands (it is as it was written, and the journal's chain went on from it,
-- and no later full run found something). Index:
-- audit_proof primary key.
select floor(extract(epoch from t.began_at) * 1000)::bigint as began_ms, floor(extract(epoch from now() - t.began_at) / 86400)::bigint as age_days,
    t.stamp = row_stamp($1::bytea, stamp_bytes(t)) and (t.day is null or exists (select 1 from ledger_day d where d.day = t.day and d.chain = t.chain))
        and not exists (select 1 from audit_report r where r.kind = 'full' and r.id > t.report_id) as stands
from audit_proof t
order by t.report_id desc
limit 1
