-- Where an order goes. $1 order. Columns: region_code, address_sealed. Index: sale_order primary key.
select region_code, address_sealed
from sale_order
where id = $1
