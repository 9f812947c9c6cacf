-- A file that was uploaded. $1 id, $2 account, $3 kind, $4 name of the file, $5 mode, $6 encoding that it had, $7 bytes, $8 rows. Columns: none.
insert into import_upload (id, account_id, name, file_name, mode, encoding, byte_count, row_total)
values ($1, $2, $3, $4, $5, $6, $7, $8)
