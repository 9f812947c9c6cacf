-- Cancels placed trades. $1 ids, $2 reason. Columns: none. Index: trade primary key.
update trade
set state = 'cancelled', cancelled_at = now(), cancel_reason = $2::text
where id = any ($1::bigint[]) and state = 'placed'
