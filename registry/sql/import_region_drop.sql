-- A file's rows have come in. $1 import. Columns: none. Index: region_import_row.
delete from region_import
where import_id = $1::bigint
