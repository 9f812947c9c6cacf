-- The first role of an id or later. $1 id. Columns: id (null = none). Index: role_grant primary key.
select min(id) as id
from role_grant
where id >= $1
