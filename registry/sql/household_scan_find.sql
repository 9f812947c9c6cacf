-- A photo of a household. $1 household, $2 id. Columns: image_sealed. Index: household_scan primary key.
select image_sealed
from household_scan
where id = $2 and household_id = $1
