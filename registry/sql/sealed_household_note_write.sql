-- Writes notes anew. $1 ids, $2 as they were, $3 as they are to be. Columns: row. Index: household_note primary key.
update household_note t
set text_sealed = fresh.text
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as text_was, unnest($3::bytea[]) as text) fresh
where t.id = fresh.id and t.text_sealed = fresh.text_was
returning t.id as row
