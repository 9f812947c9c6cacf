-- How the mall is doing, in one look. Columns: computed_at, started_at (the database's), database_bytes, connections (to the database), messages_queued, messages_failed (in 24 hours), day_closed_on (text), day_closed_at, days_open (days with transfers behind it, today not counted), audited_at,
-- audit_failed. Indexes: transfer_booked, sms_message_trouble.
select now() as computed_at, pg_postmaster_start_time() as started_at, pg_database_size(current_database()) as database_bytes,
    (select count(*) from pg_stat_activity where datname = current_database()) as connections,
    (select count(*) from sms_message where state = 'queued') as messages_queued,
    (select count(*) from sms_message where state in ('failed', 'undelivered') and created_at > now() - interval '24 hours') as messages_failed,
    d.day::text as day_closed_on, d.closed_at as day_closed_at,
    (select count(distinct (t.booked_at at time zone 'Asia/Shanghai')::date)
     from transfer t
     where coalesce(d.day + 1, date '2000-01-01') < (now() at time zone 'Asia/Shanghai')::date
         and t.booked_at >= (coalesce(d.day + 1, date '2000-01-01'))::timestamp at time zone 'Asia/Shanghai'
         and t.booked_at < date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai') as days_open,
    a.ended_at as audited_at, a.failed as audit_failed
from (select 1) one
left join (select day, closed_at from ledger_day order by day desc limit 1) d on true
left join (select ended_at, failed from audit_report order by id desc limit 1) a on true
