-- Attempts, as they are stamped. $1 after id, $2 rows. Binary columns: attempt, content, stamp. Index: payment_attempt primary key.
select t.id as attempt, stamp_bytes(t) as content, t.stamp
from payment_attempt t
where t.id > $1
order by t.id
limit $2
