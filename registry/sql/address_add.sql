-- A new address. $1 id, $2 account, $3 region, $4 name, $5 phone, $6 detail (sealed), $7 whether it is the default. Columns: none.
insert into address (id, account_id, region_code, name_sealed, phone_sealed, detail_sealed, is_default)
values ($1::bigint, $2::bigint, $3::text, $4::bytea, $5::bytea, $6::bytea, $7::boolean)
