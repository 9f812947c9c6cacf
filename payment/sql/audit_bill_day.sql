-- Days with captures, or refunds that were accepted, whose bill was not had although it was ready for a day. $1 the first day that has to have one, $2 moves from which id on: none of these days has an earlier one.
-- Columns: subject, detail. Indexes: provider_bill primary key, payment_attempt_paid, state_log and refund primary keys.
with business as (
    select a.provider, beijing_day(a.paid_at) as day, a.captured_fen as fen
    from payment_attempt a
    where a.paid_at >= $1::text::date::timestamp at time zone 'Asia/Shanghai'
    union all
    select a.provider, beijing_day(g.at), r.total_fen
    from refund r
    join payment_attempt a on a.id = r.attempt_id
    join state_log g on g.object_id = r.id and g.machine = 'refund' and g.from_state = 'requested' and g.to_state in ('processing', 'succeeded') and g.shard_key = r.county_code
    where g.id >= $2 and (g.at at time zone 'Asia/Shanghai')::time between '00:05' and '23:55'
)
select 'bill:' || b.provider || ' ' || b.day as subject, 'no bill, ' || count(*) || ' captures and refunds of ' || sum(b.fen) as detail
from business b
where b.day >= $1::text::date and b.day < (now() at time zone 'Asia/Shanghai' - interval '10 hours')::date - 1
  and not exists (select 1 from provider_bill k where k.provider = b.provider and k.day = b.day)
group by b.provider, b.day
order by b.day
limit 20
