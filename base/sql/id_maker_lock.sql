-- The makers of a node, locked: who takes one decides alone. $1 node.
-- Columns: worker, holder, held, used_until_ms. Index: id_maker primary key.
select worker, holder, held_until > now() as held, used_until_ms
from id_maker
where node = $1::bigint::smallint
order by worker
for update
