-- A photo of a household's paper. $1 id, $2 county, $3 household, $4 who sent it, $5 width, $6 height, $7 the picture, sealed. Columns: none.
insert into household_scan (id, county_code, household_id, account_id, width, height, image_sealed)
values ($1, $2, $3, $4, $5, $6, $7)
