-- Past Beijing days with transfers that are not closed yet, oldest first. $1 of how many days behind the last closed one. Columns: day. Index: transfer_booked.
with span as materialized (
    select coalesce((select (max(d.day) + 1)::timestamp at time zone 'Asia/Shanghai' from ledger_day d), '2000-01-01') as since,
        ((now() at time zone 'Asia/Shanghai' - interval '10 minutes')::date)::timestamp at time zone 'Asia/Shanghai' as until
)
select distinct (t.booked_at at time zone 'Asia/Shanghai')::date::text as day
from transfer t
where t.booked_at >= (select since from span) and t.booked_at < (select least(until, since + $1 * interval '1 day') from span)
order by day
limit 31
