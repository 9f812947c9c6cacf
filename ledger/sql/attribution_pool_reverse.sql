-- Keeps the sum of what was taken back beside the amounts. $1 order, $2 lines, $3 pool numbers, $4 sums by place, each written as an array. Columns: none.
-- Index: attribution_pool primary key.
update attribution_pool l
set reversed = n.reversed::bigint[]
from (select unnest($2::bigint[]) as line_id, unnest($3::bigint[]) as pool_no, unnest($4::text[]) as reversed) n
where l.order_id = $1::bigint and l.line_id = n.line_id and l.pool_no = n.pool_no
