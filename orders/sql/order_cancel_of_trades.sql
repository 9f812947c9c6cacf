-- Cancels the placed orders of trades. $1 trades. Columns: id, county_code. Index: sale_order_trade.
update sale_order
set state = 'cancelled'
where trade_id = any ($1::bigint[]) and state = 'placed'
returning id, county_code
