-- Moves placed trades to paid. $1 ids. Columns: none. Index: trade primary key.
update trade
set state = 'paid', paid_at = now()
where id = any ($1::bigint[]) and state = 'placed'
