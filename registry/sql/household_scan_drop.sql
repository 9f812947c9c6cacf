-- A photo of a household goes that nothing names. $1 household, $2 id. Columns: none. Index: household_scan primary key.
delete from household_scan
where id = $2 and household_id = $1 and not kept
