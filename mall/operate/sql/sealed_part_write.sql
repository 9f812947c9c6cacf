-- Writes pieces of uploaded files anew. $1 files, $2 places, $3 bytes as they were, $4 as they are to be. Columns: row. Index: stored_part primary key.
update stored_part t
set bytes = fresh.bytes
from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[]) as fresh (file_id, place, bytes_was, bytes)
where t.file_id = fresh.file_id and t.place = fresh.place and t.bytes = fresh.bytes_was
returning t.file_id as row
