-- What an account exported, newest first. $1 account, $2 cursor (ids below it), $3 limit, $4 one export (0 = all).
-- Columns: export_id, list, format, filters (JSON), file_name, state, row_count, byte_count, cut, reason, created_at, started_at, ended_at, purged_at. One whose
-- runners died without a word has failed too. Index: export_run_account.
select e.id as export_id, e.list, e.format, e.filters, e.file_name,
    case when e.state = 'running' and e.attempts >= 3 and e.started_at < now() - interval '30 minutes' then 'failed' else e.state end as state,
    e.row_count, e.byte_count, e.cut, e.reason, e.created_at, e.started_at, e.ended_at, ((e.created_at at time zone 'Asia/Shanghai')::date + 8)::timestamp at time zone 'Asia/Shanghai' as purged_at
from export_run e
where e.account_id = $1 and e.id < $2 and ($4::bigint = 0 or e.id = $4)
order by e.id desc
limit $3
