-- Reversals, as they are stamped. $1 after id, $2 rows. Binary columns: reversal, content, stamp. Index: pool_reversal primary key.
select t.id as reversal, stamp_bytes(t) as content, t.stamp
from pool_reversal t
where t.id > $1
order by t.id
limit $2
