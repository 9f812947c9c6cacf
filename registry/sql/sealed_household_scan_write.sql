-- Writes photos anew. $1 ids, $2 as they were, $3 as they are to be. Columns: row. Index: household_scan primary key.
update household_scan t
set image_sealed = fresh.image
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as image_was, unnest($3::bytea[]) as image) fresh
where t.id = fresh.id and t.image_sealed = fresh.image_was
returning t.id as row
