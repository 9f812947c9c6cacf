-- How many exports of an account are under way. $1 account. Columns: count. Index: export_run_account.
select count(*) as count
from export_run
where account_id = $1 and state in ('queued', 'running') and created_at > now() - interval '1 hour'
