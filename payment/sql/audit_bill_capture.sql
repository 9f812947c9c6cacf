-- Captures of days whose bill is kept that the bill does not show, and the reverse.
-- $1 from which id on; what a bill of a later day shows was opened no more than a day before it. Columns: subject, detail.
with since as (
    select case when $1::bigint = 0 then '-infinity' else (to_timestamp((($1::bigint >> 22) + 1704067200000) / 1000.0) at time zone 'Asia/Shanghai')::date end as day
)
select 'bill:' || a.provider || ' ' || b.day || ' ' || a.number as subject, 'ours ' || a.captured_fen || ' theirs ' || coalesce(t.amount_fen, 0) as detail
from payment_attempt a
join provider_bill b on b.provider = a.provider and b.day = beijing_day(a.paid_at)
left join provider_bill_row t on t.provider = b.provider and t.day = b.day and t.number = a.number and not t.is_refund
where a.id >= $1 and a.captured_fen > 0 and t.amount_fen is distinct from a.captured_fen
union all
select 'bill:' || t.provider || ' ' || t.day || ' ' || t.number, 'ours 0 theirs ' || t.amount_fen
from provider_bill b
join provider_bill_row t on t.provider = b.provider and t.day = b.day
left join payment_attempt a on a.id >= $1 - (86400000::bigint << 22) and a.number = t.number and a.provider = t.provider and a.captured_fen > 0 and beijing_day(a.paid_at) = t.day
where not t.is_refund and a.id is null and b.day > (select day from since)
limit 20
