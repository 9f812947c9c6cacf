-- The first Beijing day before the newest closed one that has transfers but was never closed: somebody wrote into the past. Columns: day. Index:
-- transfer_booked.
select (t.booked_at at time zone 'Asia/Shanghai')::date::text as day
from transfer t
where t.booked_at < (select max(d.day)::timestamp at time zone 'Asia/Shanghai' from ledger_day d)
  and not exists (select 1 from ledger_day d where d.day = (t.booked_at at time zone 'Asia/Shanghai')::date)
order by t.booked_at
limit 1
