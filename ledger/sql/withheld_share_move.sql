-- Moves withheld shares of one order. $1 order, $2 lines, $3 pool numbers, $4 places, $5 state, $6 what their households are given of them (null = nothing).
-- The state is compared so that no index of the few in it is taken: a plan made while they were few would go on to read all of it.
-- Columns: none. Index: withheld_share primary key.
update withheld_share w
set state = $5::text, moved_at = now(), released_fen = n.fen
from (select unnest($2::bigint[]) as line_id, unnest($3::bigint[]) as pool_no, unnest($4::bigint[]) as place, unnest($6::bigint[]) as fen) n
where w.order_id = $1::bigint and w.line_id = n.line_id and w.pool_no = n.pool_no and w.place = n.place and coalesce(w.state, '') = 'withheld'
