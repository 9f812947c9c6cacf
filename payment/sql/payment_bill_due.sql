-- Past Beijing days, at most 80 back and from 10 o'clock of the next on, on which an attempt was captured or a refund asked for and whose bill is not kept.
-- $1 provider, $2 the first day, $3 at most so many, $4 days that are left out. Columns: day. Indexes: provider_bill primary key, payment_attempt_paid, refund_created.
select d.day::date::text as day
from generate_series(greatest((now() at time zone 'Asia/Shanghai')::date - 80, $2::text::date)::timestamp,
                     ((now() at time zone 'Asia/Shanghai' - interval '10 hours')::date - 1)::timestamp, interval '1 day') d (day)
where not exists (select 1 from provider_bill k where k.provider = $1 and k.day = d.day::date)
  and d.day::date::text <> all ($4::text[])
  and (exists (select 1 from payment_attempt a
               where a.provider = $1 and a.paid_at >= d.day at time zone 'Asia/Shanghai' and a.paid_at < (d.day + interval '1 day') at time zone 'Asia/Shanghai')
       or exists (select 1 from refund r join payment_attempt a on a.id = r.attempt_id
                  where a.provider = $1 and r.created_at >= d.day at time zone 'Asia/Shanghai' and r.created_at < (d.day + interval '1 day') at time zone 'Asia/Shanghai'))
order by d.day
limit $3::bigint
