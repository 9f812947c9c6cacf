-- Past Beijing days with transfers that are not closed yet, oldest first. Columns: day. Index: transfer_booked.
select distinct (t.booked_at at time zone 'Asia/Shanghai')::date::text as day
from transfer t
where t.booked_at >= coalesce((select (max(d.day) + 1)::timestamp at time zone 'Asia/Shanghai' from ledger_day d), '2000-01-01')
  and t.booked_at < ((now() at time zone 'Asia/Shanghai' - interval '10 minutes')::date)::timestamp at time zone 'Asia/Shanghai'
order by day
limit 31
