-- Past Beijing days, at most 7 back and from 10 o'clock on, on which an attempt was captured or a refund made and whose bill is not kept. Columns: provider, day.
with clock as (select now() at time zone 'Asia/Shanghai' as beijing)
select distinct a.provider, (a.paid_at at time zone 'Asia/Shanghai')::date::text as day
from payment_attempt a, clock c
where a.paid_at is not null and a.paid_at > now() - interval '8 days'
  and (a.paid_at at time zone 'Asia/Shanghai')::date < (c.beijing - interval '10 hours')::date
  and not exists (select 1 from provider_bill b where b.provider = a.provider and b.day = (a.paid_at at time zone 'Asia/Shanghai')::date)
order by day
limit 7
