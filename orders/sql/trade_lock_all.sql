-- Locks trades in order of id, until the transaction ends. $1 trades. Columns: trade_id, state. Index: primary key.
select id as trade_id, state
from trade
where id = any ($1::bigint[])
order by id
for no key update
