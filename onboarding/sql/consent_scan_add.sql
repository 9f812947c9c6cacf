-- A photo of a paper that a household signed. $1 id, $2 county, $3 household, $4 width, $5 height, $6 the picture, sealed. Columns: none.
insert into consent_scan (id, county_code, household_id, width, height, image_sealed)
values ($1, $2, $3, $4, $5, $6)
