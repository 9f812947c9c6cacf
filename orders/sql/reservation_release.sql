-- Gives reserved boxes back. $1 lines, $2 lots, $3 quantities. Rows of one line and lot are summed, as stock_release.sql does. Columns: none.
-- Index: reservation primary key.
update reservation r
set released = r.released + m.quantity
from (
    select n.line_id, n.lot_id, sum(n.quantity)::bigint as quantity
    from (select unnest($1::bigint[]) as line_id, unnest($2::bigint[]) as lot_id, unnest($3::bigint[]) as quantity) n
    group by n.line_id, n.lot_id
) m
where r.line_id = m.line_id and r.lot_id = m.lot_id
