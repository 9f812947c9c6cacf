-- Writes hashes of names where there are none. $1 members, $2 hashes. Columns: none. Index: household_member primary key.
update household_member m
set name_hash = t.hash
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as hash) t
where m.id = t.id and m.name_hash is null
