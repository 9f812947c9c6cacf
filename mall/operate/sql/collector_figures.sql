-- What the database alone can tell a collector of figures: one row a figure. Columns: name, help, labels, value.
-- Indexes: job_failed, job_due, refund_open, payment_attempt_open, sms_message_trouble, sms_message_created, sms_budget primary key.
with moment as (
    select now() as at, date_trunc('hour', now()) as hour, date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' as day
), jobs as (
    select case when state = 'queued' and attempts > 0 then 'retrying' else state end as state, count(*) as count,
        coalesce(extract(epoch from now() - min(run_at) filter (where state = 'queued' and run_at <= now())), 0)::bigint as late_s
    from job where state in ('queued', 'running', 'failed') group by 1
), refunds as (
    select state, count(*) as count, extract(epoch from now() - min(created_at))::bigint as oldest_s from refund where state <> 'succeeded' group by 1
), messages as (
    select state, count(*) as count from sms_message where created_at > now() - interval '24 hours' group by 1
), report as (
    select passed, failed, extract(epoch from now() - ended_at)::bigint as age_s, extract(epoch from ended_at - began_at)::bigint as took_s from audit_report order by id desc limit 1
), full_report as (
    select extract(epoch from now() - ended_at)::bigint as age_s from audit_report where kind = 'full' order by id desc limit 1
)
select f.name, f.help, f.labels, coalesce(f.value, 0)::bigint as value
from (
    select 1 as place, 'mall_jobs' as name, 'Jobs by state' as help, 'state="' || w.state || '"' as labels, j.count as value
    from unnest(array['queued', 'retrying', 'running', 'failed']) w (state) left join jobs j on j.state = w.state
    union all select 2, 'mall_job_late_seconds', 'How long the oldest due job has waited', '', (select max(late_s) from jobs)
    union all select 3, 'mall_refunds_open', 'Refunds without an end, by state', 'state="' || w.state || '"', r.count
    from unnest(array['requested', 'processing', 'abnormal', 'closed']) w (state) left join refunds r on r.state = w.state
    union all select 4, 'mall_refund_oldest_seconds', 'Age of the oldest refund without an end', '', (select max(oldest_s) from refunds)
    union all select 5, 'mall_payments_open', 'Attempts to pay under way', '', (select count(*) from payment_attempt where state = 'created')
    union all select 6, 'mall_payments_late', 'Attempts to pay past their time and without an answer', '',
        (select count(*) from payment_attempt where state = 'created' and expires_at < now() - interval '10 minutes')
    union all select 7, 'mall_sms', 'Text messages of the last 24 hours, by state', 'state="' || w.state || '"', m.count
    from unnest(array['queued', 'sent', 'delivered', 'undelivered', 'failed', 'expired']) w (state) left join messages m on m.state = w.state
    union all select 8, 'mall_sms_oldest_queued_seconds', 'How long the oldest queued text message has waited', '',
        (select extract(epoch from now() - min(created_at))::bigint from sms_message where state = 'queued')
    union all select 9, 'mall_sms_budget_used', 'Text messages of this hour and this day', 'hours="' || w.hours || '"',
        (select used from sms_budget b, moment m where b.scope = 'all' and b.key = '' and b.hours = w.hours and b.began_at = case w.hours when 1 then m.hour else m.day end)
    from unnest(array[1, 24]) w (hours)
    union all select 10, 'mall_audit_passed', 'Checks that the last audit found in order', '', (select passed from report)
    union all select 11, 'mall_audit_failed', 'Checks that the last audit found broken; -1 = none was run', '', coalesce((select failed from report), -1)
    union all select 12, 'mall_audit_age_seconds', 'Since the last audit; -1 = none was run', '', coalesce((select age_s from report), -1)
    union all select 19, 'mall_audit_took_seconds', 'What the last audit took; -1 = none was run', '', coalesce((select took_s from report), -1)
    union all select 20, 'mall_audit_full_age_seconds', 'Since the last audit of everything; -1 = none was run', '', coalesce((select age_s from full_report), -1)
    union all select 13, 'mall_timed_failing', 'Pieces of timed work that failed three times in a row, or are late', '',
        (select count(*) from timed_run where ran_at + period_ms * interval '1 millisecond' + interval '1 minute' < now() or failures >= 3)
    union all select 18, 'mall_timed_lag_seconds', 'For how long, beyond its period, a piece of timed work has not come to where nothing was left', 'work="' || name || '"',
        greatest(0, extract(epoch from now() - clear_at) - period_ms / 1000)::bigint
    from timed_run
    union all select 19, 'mall_partition_ahead_seconds', 'For how long a table of partitions has one for what comes; below 0 rows wait in its rest', 'table="' || table_name || '"',
        extract(epoch from partition_until(table_name) - now())::bigint
    from partition_rule
    union all select 14, 'mall_database_bytes', 'Size of the database', '', pg_database_size(current_database())
    union all select 15, 'mall_database_backends', 'Connections to the database, of all programs', '',
        (select count(*) from pg_stat_activity where datname = current_database())
    union all select 16, 'mall_workers_alive', 'Workers heard of within 45 seconds, on all machines', '',
        (select count(*) from worker_beat where beat_at > now() - interval '45 seconds')
    union all select 17, 'mall_front_missed', 'Workers that saw a proxy which no setting names', '',
        (select count(*) from worker_beat where beat_at > now() - interval '45 seconds' and front_missed)
) f
order by f.place, f.labels
