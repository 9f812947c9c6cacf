-- Makes the rows of a node that are missing. $1 node. Columns: none.
insert into id_maker (node, worker)
select $1::bigint::smallint, number::smallint
from generate_series(0, 31) as number
on conflict do nothing
