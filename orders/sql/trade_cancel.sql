-- Cancels placed trades. $1 ids, $2 reason. Columns: none. Index: trade primary key.
-- The state is compared so that no index of the few in it is taken: a plan made while they were few would go on to read all of it.
update trade
set state = 'cancelled', cancelled_at = now(), cancel_reason = $2::text
where id = any ($1::bigint[]) and coalesce(state, '') = 'placed'
