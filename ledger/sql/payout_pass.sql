-- A person lets a line pass for all that holds it. $1 line, $2 by which account, $3 why. Columns: none. Index: payout primary key.
update payout
set state = 'planned', passed = reasons, passed_by = $2, reason = $3, moved_at = now()
where id = $1
