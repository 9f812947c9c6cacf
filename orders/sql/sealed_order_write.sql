-- Writes sealed addresses of orders anew. $1 ids, $2 address_sealed as it was, $3 as it is to be. Columns: row. Index: sale_order primary key.
update sale_order t
set address_sealed = fresh.address
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as address_was, unnest($3::bytea[]) as address) fresh
where t.id = fresh.id and t.address_sealed = fresh.address_was
returning t.id as row
