-- How many of these SKUs are in a basket. $1 account, $2 SKU ids. Columns: count. Index: cart_line primary key.
select count(*) as count
from cart_line
where account_id = $1 and sku_id = any ($2::bigint[])
