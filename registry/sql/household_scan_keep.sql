-- A photo of a household stays. $1 household, $2 id. Columns: id (no row: there is none). Index: household_scan primary key.
update household_scan
set kept = true
where id = $2 and household_id = $1
returning id
