-- Writes phones of members where there are none; asked by length so that the index of those that wait is not taken. $1 members, $2 sealed, $3 hashes. Columns: none.
-- Index: household_member primary key.
update household_member m
set phone_sealed = t.sealed, phone_hash = t.hash
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as sealed, unnest($3::bytea[]) as hash) t
where m.id = t.id and coalesce(length(m.phone_sealed), 0) = 0
