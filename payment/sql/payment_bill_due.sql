-- Past Beijing days, at most 7 back and from 10 o'clock on, on which an attempt was captured or a refund asked for (the provider's bill lists it on that day)
-- and whose bill is not kept. Columns: provider, day.
with clock as (select (now() at time zone 'Asia/Shanghai' - interval '10 hours')::date as today),
business as (
    select a.provider, (a.paid_at at time zone 'Asia/Shanghai')::date as day
    from payment_attempt a
    where a.paid_at > now() - interval '8 days'
    union
    select a.provider, (r.created_at at time zone 'Asia/Shanghai')::date
    from refund r
    join payment_attempt a on a.id = r.attempt_id
    where r.created_at > now() - interval '8 days'
)
select b.provider, b.day::text as day
from business b, clock c
where b.day < c.today and not exists (select 1 from provider_bill k where k.provider = b.provider and k.day = b.day)
order by b.day
limit 7
