-- What of the moves that go with a year reaches beyond it. $1 the first id behind it, $2 machines of what comes to its end soon. Columns: object_id (the youngest of which a move goes, 0 = none), at_us
-- (null: a move is in no sum).
select coalesce(max(g.object_id), 0) as object_id, null::bigint as at_us
from state_log g
where g.id < $1::bigint and g.machine = any ($2::text[])
