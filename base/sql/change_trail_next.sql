-- The first change of an id or later. $1 id. Columns: id (null = none). Index: change_trail primary key.
select min(id) as id
from change_trail
where id >= $1
