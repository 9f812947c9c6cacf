-- How many refunds a trade has. $1 trade. Index: refund_trade.
select count(*)
from refund
where trade_id = $1
