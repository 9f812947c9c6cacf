-- A person holds a line that would go out. $1 line, $2 why. Columns: none. Index: payout primary key.
update payout
set state = 'held', reasons = array_append(reasons, 'by_hand'), passed = '{}', passed_by = null, reason = $2, moved_at = now()
where id = $1
