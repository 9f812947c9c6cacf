-- The first row of the access trail of an id or later. $1 id. Columns: id (null = none). Index: access_trail primary key.
select min(id) as id
from access_trail
where id >= $1
