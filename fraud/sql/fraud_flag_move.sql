-- Moves a flag. $1 flag, $2 to which state, $3 whether that decides it, $4 by which account, $5 reason, $6 what follows. Columns: none. Index: fraud_flag primary key.
update fraud_flag
set state = $2, decided_at = case when $3::boolean then now() end, decided_by = case when $3::boolean then $4::bigint end, reason = case when $3::boolean then $5::text else reason end, follows = $6
where id = $1
