-- Past Beijing days with transfers that are not closed yet, oldest first. Columns: day. Index: transfer_booked. Those of the two months behind the last closed one are enough
-- to go on with; what is behind them is read when there are none.
with span as materialized (
    select coalesce((select (max(d.day) + 1)::timestamp at time zone 'Asia/Shanghai' from ledger_day d), '2000-01-01') as since,
        ((now() at time zone 'Asia/Shanghai' - interval '10 minutes')::date)::timestamp at time zone 'Asia/Shanghai' as until
), near as materialized (
    select distinct (t.booked_at at time zone 'Asia/Shanghai')::date as day
    from transfer t
    where t.booked_at >= (select since from span) and t.booked_at < (select least(until, since + interval '62 days') from span)
)
select n.day::text as day
from (select day from near
      union all
      select distinct (t.booked_at at time zone 'Asia/Shanghai')::date
      from transfer t
      where not exists (select 1 from near) and t.booked_at >= (select since + interval '62 days' from span) and t.booked_at < (select until from span)) n
order by n.day
limit 31
