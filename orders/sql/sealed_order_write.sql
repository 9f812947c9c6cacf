-- Writes sealed addresses of orders anew. $1 ids, $2 address_sealed as it was, $3 as it is to be. Columns: row. Index: sale_order primary key.
update sale_order t
set address_sealed = fresh.address
from unnest($1::bigint[], $2::bytea[], $3::bytea[]) as fresh (id, address_was, address)
where t.id = fresh.id and t.address_sealed = fresh.address_was
returning t.id as row
