-- A photo of a household's. $1 id, $2 household. Columns: image_sealed. Index: consent_scan primary key.
select image_sealed
from consent_scan
where id = $1 and household_id = $2
