-- Selects these lines of a basket and no other. $1 account, $2 SKU ids. Columns: none. Index: cart_line primary key.
update cart_line
set selected = (sku_id = any ($2::bigint[]))
where account_id = $1 and selected <> (sku_id = any ($2::bigint[]))
