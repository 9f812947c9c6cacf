-- Moves an order from state $2 to $3. $1 order. Columns: none. Index: sale_order primary key.
update sale_order
set state = $3::text, completed_at = case when $3::text = 'completed' then now() else completed_at end
where id = $1::bigint and state = $2::text
