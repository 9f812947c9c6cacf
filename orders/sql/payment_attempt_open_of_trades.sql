-- Open payment attempts of trades. $1 trades. Columns: number, county_code. Index: payment_attempt_trade.
select number, county_code
from payment_attempt
where trade_id = any ($1::bigint[]) and state = 'created'
order by id
