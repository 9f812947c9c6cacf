-- Moves placed trades to paid. $1 ids. Columns: none. Index: trade primary key.
-- The state is compared so that no index of the few in it is taken: a plan made while they were few would go on to read all of it.
update trade
set state = 'paid', paid_at = now()
where id = any ($1::bigint[]) and coalesce(state, '') = 'placed'
