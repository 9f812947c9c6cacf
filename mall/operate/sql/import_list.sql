-- What was uploaded, newest first. $1 cursor (ids below it), $2 limit, $3 one upload (0 = all).
-- Columns: import_id, account_id, account_name, name, file_name, mode, encoding, byte_count, state, phase, row_total, row_done, imported, added, changed, same, notice_count, fault_count,
-- fault_rows, reason, created_at, started_at, ended_at, purged_at. One whose runners died without a word has failed too. Index: import_upload primary key.
select u.id as import_id, u.account_id, a.display_name as account_name, u.name, u.file_name, u.mode, u.encoding, u.byte_count,
    case when u.state = 'running' and u.attempts >= 3 and u.started_at < now() - interval '1 hour' then 'failed' else u.state end as state,
    u.phase, u.row_total, u.row_done, u.imported, u.added, u.changed, u.same, u.notice_count, u.fault_count,
    (select count(distinct f.row_no) from import_upload_fault f where f.upload_id = u.id) as fault_rows,
    u.reason, u.created_at, u.started_at, u.ended_at, ((u.created_at at time zone 'Asia/Shanghai')::date + 8)::timestamp at time zone 'Asia/Shanghai' as purged_at
from import_upload u
join account a on a.id = u.account_id
where u.id < $1 and ($3::bigint = 0 or u.id = $3)
order by u.id desc
limit $2
