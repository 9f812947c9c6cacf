-- A part of a run was compared. $1 run, $2 households up to this one are in it (0 = as before), $3 snapshot and $4 change of the register that were known. Columns: none.
-- Index: payout_run primary key.
update payout_run
set reached_id = greatest(reached_id, $2::bigint), snapshot_id = $3, change_no = $4, compared_at = now(), waits_for = ''
where id = $1
