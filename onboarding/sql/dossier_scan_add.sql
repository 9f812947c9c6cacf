-- A scan. $1 id, $2 county, $3 dossier, $4 width, $5 height, $6 the picture, sealed. Columns: none.
insert into dossier_scan (id, county_code, dossier_id, width, height, image_sealed)
values ($1, $2, $3, $4, $5, $6)
