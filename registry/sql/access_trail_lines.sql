-- The access trail as its days are made of it: who looked, who gave a role and took it back. $1 from id, $2 below id, $3 limit. Binary columns: id, content.
-- Index: access_trail primary key.
select t.id, stamp_bytes(t) as content
from access_trail t
where t.id >= $1 and t.id < $2
order by t.id
limit $3
