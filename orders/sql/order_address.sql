-- Where an order goes. $1 order. Columns: region_code, _address_sealed (null: deleted), deleted_at. Index: sale_order primary key.
select region_code, address_sealed as _address_sealed, address_deleted_at as deleted_at
from sale_order
where id = $1
