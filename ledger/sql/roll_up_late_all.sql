-- Orders that the journal has named since. $1 transfers behind this id. Columns: order_id. Index: transfer primary key.
select distinct order_id
from transfer
where id > $1::bigint and order_id <> 0
