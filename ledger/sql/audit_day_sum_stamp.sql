-- Kept sums of closed days that are not as they were written, not of the day's chain value, or whose sides are not the day's amount. $1 stamp key. Columns: subject, detail.
select 'day:' || t.day as subject, t.kind || ' does not fit its stamp' as detail
from ledger_day_sum t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'day:' || d.day, 'moved ' || d.amount_fen || ' kept ' || coalesce(sum(s.debit_fen), 0) || '/' || coalesce(sum(s.credit_fen), 0)
from ledger_day d
left join ledger_day_sum s on s.day = d.day and s.chain = d.chain
group by d.day, d.amount_fen
having (coalesce(sum(s.debit_fen), 0), coalesce(sum(s.credit_fen), 0)) is distinct from (d.amount_fen::numeric, d.amount_fen::numeric)
limit 20
