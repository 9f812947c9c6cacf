-- Refunds of days whose bill is kept that the bill does not show, and the reverse. A refund stands in the bill of the day on which the
-- provider accepted it; around midnight that may be the day before or after ours.
-- $1 from which id on. Columns: subject, detail.
with since as (
    select case when $1::bigint = 0 then '-infinity' else (to_timestamp((($1::bigint >> 22) + 1704067200000) / 1000.0) at time zone 'Asia/Shanghai')::date end as day
), shown as (
    select t.provider, n.refund_id, n.county_code from provider_bill_row t join refund_number n on n.number = t.number where t.is_refund and n.refund_id >= $1
), accepted as (
    select a.provider, r.id as refund_id, r.county_code, k.day, r.number, r.total_fen
    from refund r
    join payment_attempt a on a.id = r.attempt_id
    join state_log g on g.object_id = r.id and g.machine = 'refund' and g.from_state = 'requested' and g.to_state in ('processing', 'succeeded')
    join provider_bill k on k.provider = a.provider and k.day = beijing_day(g.at)
    where r.id >= $1 and (g.at at time zone 'Asia/Shanghai')::time between '00:05' and '23:55'
), missing as (
    select provider, refund_id, county_code from accepted except select provider, refund_id, county_code from shown
)
select 'bill:' || t.provider || ' ' || t.day || ' ' || t.number as subject, 'refund in the bill ' || t.amount_fen || ' ours ' || coalesce(r.total_fen::text, 'none') as detail
from provider_bill b
join provider_bill_row t on t.provider = b.provider and t.day = b.day
left join refund_number n on n.number = t.number
left join refund r on r.id = n.refund_id and r.county_code = n.county_code
where t.is_refund and b.day > (select day from since) and r.total_fen is distinct from t.amount_fen
union all
select 'bill:' || c.provider || ' ' || c.day || ' ' || c.number, 'refund ' || c.total_fen || ' is in no bill'
from missing m
join accepted c on c.provider = m.provider and c.refund_id = m.refund_id and c.county_code = m.county_code
limit 20
