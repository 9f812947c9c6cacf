-- The stamp key as it stands. $1 id to begin after, $2 limit. Binary columns: row, part, key_sealed. Index: stamp_key primary key.
select id::bigint as row, 0::bigint as part, key_sealed
from stamp_key
where id > $1
order by id
limit $2
