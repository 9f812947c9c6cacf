-- Captures and refunds of days whose bill is kept that the bill does not show, and the reverse. A refund stands in the bill of the day on which the
-- provider accepted it; around midnight that may be the day before or after ours.
-- Columns: subject, detail.
with ours as (
    select a.provider, (a.paid_at at time zone 'Asia/Shanghai')::date as day, a.number, false as is_refund, a.captured_fen as fen
    from payment_attempt a
    where a.captured_fen > 0
), theirs as (
    select provider, day, number, is_refund, amount_fen as fen from provider_bill_row
)
select 'bill:' || b.provider || ' ' || b.day || ' ' || coalesce(o.number, t.number) as subject, 'ours ' || coalesce(o.fen, 0) || ' theirs ' || coalesce(t.fen, 0) as detail
from provider_bill b
join (ours o full join theirs t on t.provider = o.provider and t.day = o.day and t.number = o.number and not t.is_refund)
     on b.provider = coalesce(o.provider, t.provider) and b.day = coalesce(o.day, t.day)
where coalesce(t.is_refund, false) = false and o.fen is distinct from t.fen
union all
select 'bill:' || t.provider || ' ' || t.day || ' ' || t.number, 'refund in the bill ' || t.fen || ' ours ' || coalesce(r.total_fen::text, 'none')
from theirs t
left join refund_number n on n.number = t.number
left join refund r on r.id = n.refund_id and r.county_code = n.county_code
where t.is_refund and r.total_fen is distinct from t.fen
union all
select 'bill:' || a.provider || ' ' || k.day || ' ' || r.number, 'refund ' || r.total_fen || ' is in no bill'
from refund r
join payment_attempt a on a.id = r.attempt_id
join state_log g on g.object_id = r.id and g.machine = 'refund' and g.from_state = 'requested' and g.to_state in ('processing', 'succeeded')
join provider_bill k on k.provider = a.provider and k.day = (g.at at time zone 'Asia/Shanghai')::date
where (g.at at time zone 'Asia/Shanghai')::time between '00:05' and '23:55'
  and not exists (select 1 from theirs t join refund_number n on n.number = t.number where t.provider = a.provider and t.is_refund and n.refund_id = r.id)
limit 20
