-- A line of a basket. $1 account, $2 SKU. Columns: quantity. Index: cart_line primary key.
select quantity
from cart_line
where account_id = $1 and sku_id = $2
