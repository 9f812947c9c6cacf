-- Takes SKUs out of a basket. $1 account, $2 SKU ids. Columns: sku_id. Index: cart_line primary key.
delete from cart_line
where account_id = $1 and sku_id = any ($2::bigint[])
returning sku_id
