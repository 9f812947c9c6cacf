-- The access trail as the lines of its days: who looked, who gave a role and took it back. $1 from id, $2 below id, $3 limit. Columns: id, line.
-- Index: access_trail primary key.
select t.id, encode(stamp_bytes(t), 'hex') as line
from access_trail t
where t.id >= $1 and t.id < $2
order by t.id
limit $3
