-- The first move of an id or later. $1 id. Columns: id (null = none). Index: state_log primary key.
select min(id) as id
from state_log
where id >= $1
