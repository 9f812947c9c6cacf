-- A snapshot was taken over whole. $1 snapshot, $2 when it was taken, $3 its change. Columns: none.
update register_state
set snapshot_id = $1, snapshot_at = $2::timestamptz, changed_at = case when change_no < $3 then $2::timestamptz else changed_at end, change_no = greatest(change_no, $3),
    asked_at = now(), trouble = '', trouble_since = null
