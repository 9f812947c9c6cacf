-- A piece of a file. $1 file, $2 place. Columns: bytes. Index: stored_part primary key.
select bytes
from stored_part
where file_id = $1 and place = $2
