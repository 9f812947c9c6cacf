-- What was sold in lines, for a household's statement: no order, no buyer. $1 lines. Columns: line_id, title. Index: order_line primary key.
select id as line_id, title
from order_line
where id = any($1::bigint[])
