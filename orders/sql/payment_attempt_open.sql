-- The open attempt of a trade, newest first. $1 trade. Columns: id, number, provider, code_url, state. Index: payment_attempt_trade.
select id, number, provider, code_url, state
from payment_attempt
where trade_id = $1 and state = 'created'
order by id desc
limit 1
