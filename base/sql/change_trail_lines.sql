-- What people changed as its day is made of it. $1 from id, $2 below id, $3 limit. Binary columns: id, content. Index: change_trail primary key.
select t.id, stamp_bytes(t) as content
from change_trail t
where t.id >= $1 and t.id < $2
order by t.id
limit $3
