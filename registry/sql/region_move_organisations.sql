-- Organisations of a township or village that died go to another of the county. $1 code, $2 code to go to, $3 county. Columns: id. Index: organisation_county.
update organisation
set township_code = case when township_code = $1::text then $2::text else township_code end,
    village_code = case when village_code = $1::text then $2::text else village_code end
where county_code = $3::text and (township_code = $1::text or village_code = $1::text)
returning id
