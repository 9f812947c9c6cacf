-- How many orders of trades are paid and not completed, of whichever county. $1 trades. Columns: orders. Index: sale_order_trade.
-- The state is compared so that no index of the few in it is taken: a plan made while they were few would go on to read all of it.
select count(*) as orders
from sale_order o
where o.trade_id = any ($1::bigint[]) and coalesce(o.state, '') = 'paid'
