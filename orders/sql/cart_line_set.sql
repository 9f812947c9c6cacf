-- Changes a line of a basket. $1 account, $2 SKU, $3 quantity, $4 selected. Columns: sku_id. No row when it is not in it. Index: cart_line primary key.
update cart_line
set quantity = $3::bigint, selected = $4::boolean
where account_id = $1 and sku_id = $2
returning sku_id
