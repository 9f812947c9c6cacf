-- An account's basket, what was put in last first. $1 account. Columns: sku_id, quantity, price_fen, selected. Index: cart_line primary key.
select sku_id, quantity, price_fen_added as price_fen, selected
from cart_line
where account_id = $1
order by added_at desc, sku_id
