-- How many orders of trades are paid and not completed, of whichever county. $1 trades. Columns: orders. Index: sale_order_trade.
select count(*) as orders
from sale_order o
where o.trade_id = any ($1::bigint[]) and o.state = 'paid'
