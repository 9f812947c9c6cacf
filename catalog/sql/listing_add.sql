-- Adds a listing without a version on sale. $1 id, $2 county code, $3 producer id, $4 station id, $5 actor. Columns: none.
insert into listing (id, county_code, producer_id, station_id, created_by)
values ($1, $2, $3, $4, $5)
