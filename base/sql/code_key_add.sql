-- Keeps the key of a purpose's codes. $1 purpose, $2 number of the master it is made from, $3 sealed. Columns: none.
insert into code_key (purpose, key_id, secret_sealed)
values ($1::text, $2::bigint::smallint, $3::bytea)
on conflict do nothing
