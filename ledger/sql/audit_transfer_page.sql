-- The next transfers, as they are stamped. $1 after id, $2 transfers. Binary columns: id, content, stamp. Index: transfer primary key.
select t.id, stamp_bytes(t) as content, t.stamp
from transfer t
where t.id > $1
order by t.id
limit $2
