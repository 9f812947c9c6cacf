-- A run. $1 id. Columns: run_id, snapshot_id, taken_at, change_no, household_count, member_count, state, account_id, cursor, fetched_households, fetched_members,
-- same_households, newer_households, fault_count, gone_count, applied_line, added_households, learned_households, changed_households, suspended_households, added_members, learned_members, changed_members,
-- gone_members, trouble, started_at, ended_at, _day (of taken_at). Index: register_run primary key.
select id as run_id, snapshot_id, taken_at, change_no, household_count, member_count, state, account_id, cursor, fetched_households, fetched_members, same_households, newer_households, fault_count, gone_count, applied_line, added_households, learned_households, changed_households, suspended_households, added_members, learned_members, changed_members, gone_members, trouble, started_at, ended_at, to_char(taken_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as _day
from register_run
where id = $1
