-- Trades, as they are stamped. $1 after id, $2 rows. Binary columns: trade, content, stamp. Index: trade primary key.
select t.id as trade, stamp_bytes(t) as content, t.stamp
from trade t
where t.id > $1
order by t.id
limit $2
