-- Changes an address. $1 id, $2 account, $3 region, $4 name, $5 phone, $6 detail (sealed), $7 whether it is the default.
-- Columns: address_id. No row when it is not theirs. Index: address primary key.
update address
set region_code = $3::text, name_sealed = $4::bytea, phone_sealed = $5::bytea, detail_sealed = $6::bytea, is_default = $7::boolean
where id = $1 and account_id = $2
returning id as address_id
