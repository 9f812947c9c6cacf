-- Writes pieces of uploaded files anew. $1 files, $2 places, $3 bytes as they were, $4 as they are to be. Columns: row. Index: stored_part primary key.
update stored_part t
set bytes = fresh.bytes
from (select unnest($1::bigint[]) as file_id, unnest($2::bigint[]) as place, unnest($3::bytea[]) as bytes_was, unnest($4::bytea[]) as bytes) fresh
where t.file_id = fresh.file_id and t.place = fresh.place and t.bytes = fresh.bytes_was
returning t.file_id as row
