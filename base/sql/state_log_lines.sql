-- Moves as the lines of their day. $1 from id, $2 below id, $3 limit. Columns: id, line. Index: state_log primary key.
select t.id, encode(stamp_bytes(t), 'hex') as line
from state_log t
where t.id >= $1 and t.id < $2
order by t.id
limit $3
