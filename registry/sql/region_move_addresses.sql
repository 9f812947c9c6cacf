-- Addresses of a code that died go to another. $1 code, $2 code to go to. Columns: address_id. Index: address_region.
update address
set region_code = $2::text
where region_code = $1::text
returning id as address_id
