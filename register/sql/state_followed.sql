-- Changes were taken over. $1 up to which it was, $2 up to which it is, $3 when that was made (null = there were none). Columns: change_no (none = somebody else did meanwhile).
update register_state
set change_no = $2, changed_at = coalesce($3::timestamptz, changed_at), asked_at = now(), trouble = '', trouble_since = null
where change_no = $1
returning change_no
