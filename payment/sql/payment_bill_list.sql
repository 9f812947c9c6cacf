-- Days with business, of the last 400, and the bills there are of them, newest first. $1 cursor (days since 1970 below it), $2 limit, $3 provider, $4 only this
-- day ('' = any). Columns: day, state (kept; early = not ready; missing), row_count, paid_fen, refunded_fen, fee_fen, net_fen, fetched_at, our_paid_fen (what we
-- have as captured that day: what stands beside a bill that was had when it was ready, and what was late), _number. Indexes: payment_attempt_paid,
-- payment_attempt_late, refund_created, provider_bill primary key.
select d.day::text as day,
       case when k.day is not null then 'kept' when d.day >= (now() at time zone 'Asia/Shanghai' - interval '10 hours')::date then 'early' else 'missing' end as state,
       k.row_count, k.paid_fen, k.refunded_fen, k.kept_fen as fee_fen, k.paid_fen - k.refunded_fen - k.kept_fen as net_fen, k.fetched_at,
       case when k.fetched_at >= (d.day + interval '34 hours') at time zone 'Asia/Shanghai'
            then k.captured_fen
                 + (select coalesce(sum(a.captured_fen), 0) from payment_attempt a
                    where a.late and a.provider = $3 and a.paid_at >= d.day::timestamp at time zone 'Asia/Shanghai' and a.paid_at < (d.day + 1)::timestamp at time zone 'Asia/Shanghai')::bigint
            else (select coalesce(sum(a.captured_fen), 0) from payment_attempt a
                  where a.provider = $3 and a.paid_at >= d.day::timestamp at time zone 'Asia/Shanghai' and a.paid_at < (d.day + 1)::timestamp at time zone 'Asia/Shanghai')::bigint
       end as our_paid_fen,
       (d.day - date '1970-01-01')::bigint as _number
from (select s.day::date as day
      from generate_series((now() at time zone 'Asia/Shanghai')::date::timestamp - interval '400 days', (now() at time zone 'Asia/Shanghai')::date::timestamp, interval '1 day') s (day)) d
left join provider_bill k on k.provider = $3 and k.day = d.day
where d.day - date '1970-01-01' < $1::bigint and ($4::text = '' or d.day = nullif($4::text, '')::date)
  and (k.day is not null
       or exists (select 1 from payment_attempt a
                  where a.provider = $3 and a.paid_at >= d.day::timestamp at time zone 'Asia/Shanghai' and a.paid_at < (d.day + 1)::timestamp at time zone 'Asia/Shanghai')
       or exists (select 1 from refund r join payment_attempt a on a.id = r.attempt_id
                  where a.provider = $3 and r.created_at >= d.day::timestamp at time zone 'Asia/Shanghai' and r.created_at < (d.day + 1)::timestamp at time zone 'Asia/Shanghai'))
order by d.day desc
limit $2
