-- Orders of a county that the journal has named since. $1 transfers behind this id, $2 county. Columns: order_id. Index: transfer primary key.
select distinct order_id
from transfer
where id > $1::bigint and order_id <> 0 and county_code = $2
