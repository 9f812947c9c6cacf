-- What people changed as the lines of its day. $1 from id, $2 below id, $3 limit. Columns: id, line. Index: change_trail primary key.
select t.id, encode(stamp_bytes(t), 'hex') as line
from change_trail t
where t.id >= $1 and t.id < $2
order by t.id
limit $3
