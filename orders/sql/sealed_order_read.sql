-- Sealed addresses of orders as they stand, in order. $1 id to begin after, $2 limit. Index: sale_order primary key.
-- Binary columns: row, part, address_sealed.
select id as row, 0::bigint as part, address_sealed
from sale_order
where id > $1
order by id
limit $2
