-- Moves the placed orders of trades to paid. $1 trades. Columns: order_id, county_code, trade_id, total_fen. Index: sale_order_trade.
update sale_order
set state = 'paid', paid_at = now()
where trade_id = any ($1::bigint[]) and state = 'placed'
returning id as order_id, county_code, trade_id, goods_fen + freight_fen as total_fen
