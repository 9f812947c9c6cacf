-- Forgets a file's pieces. $1 file. Columns: none. Index: stored_part primary key.
delete from stored_part
where file_id = $1
