-- Locks an order whose parcels have moved. $1 order. Columns: id. Index: sale_order primary key.
select id
from sale_order
where id = $1
for no key update
