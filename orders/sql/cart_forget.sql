-- Forgets an account's basket. $1 account. Columns: none. Index: cart_line primary key.
delete from cart_line
where account_id = $1
