-- What was staged is lost: it is fetched from the beginning; what was taken over of it stays counted. $1 run. Columns: none. Index: register_run primary key, register_fault primary key.
with faults as (delete from register_fault where run_id = $1)
update register_run
set cursor = '', fetched_households = 0, fetched_members = 0, same_households = 0, newer_households = 0, fault_count = 0, applied_line = 0
where id = $1
