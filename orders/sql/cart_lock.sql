-- An account's basket, locked to be changed. $1 account. Columns: sku_id, quantity. Index: cart_line primary key.
select sku_id, quantity
from cart_line
where account_id = $1
order by sku_id
for update
