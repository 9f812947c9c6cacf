-- An export that is asked for. $1 id, $2 account, $3 list, $4 format, $5 filters (JSON object of texts), $6 name of the file. Columns: none.
insert into export_run (id, account_id, list, format, filters, file_name)
values ($1, $2, $3, $4, $5::text::jsonb, $6)
