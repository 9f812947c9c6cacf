-- A scan of a dossier. $1 id, $2 dossier. Columns: image_sealed. Index: dossier_scan primary key.
select image_sealed
from dossier_scan
where id = $1 and dossier_id = $2
