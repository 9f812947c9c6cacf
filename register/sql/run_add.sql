-- Begins to take a snapshot over. $1 id, $2 snapshot, $3 when it was taken, $4 change, $5 households, $6 members, $7 account. Columns: none.
insert into register_run (id, snapshot_id, taken_at, change_no, household_count, member_count, account_id)
values ($1, $2, $3::timestamptz, $4, $5, $6, $7)
