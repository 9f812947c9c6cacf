-- Adds a lot, open. $1 id, $2 county code, $3 listing id, $4 producer id, $5 trace code, $6 village code, $7 day of harvest, $8 grams, $9 actor. Columns: none.
insert into lot (id, county_code, listing_id, producer_id, trace_code, village_code, harvested_on, weight_g, created_by)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
