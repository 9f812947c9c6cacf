-- How many refunds a trade has. $1 trade. Index: refund_trade.
-- Columns: refunds.
select count(*) as refunds
from refund
where trade_id = $1
