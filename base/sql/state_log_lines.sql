-- Moves as their day is made of them, with their stamps. $1 from id, $2 below id, $3 limit. Binary columns: id, content, stamp. Index: state_log primary key.
select t.id, stamp_bytes(t) as content, t.stamp
from state_log t
where t.id >= $1 and t.id < $2
order by t.id
limit $3
