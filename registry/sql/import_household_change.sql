-- Households take what the register's snapshot says; a phone or bank account that it leaves empty stays as it is. $1 ids, $2 days of identification, $3 attributes,
-- $4 family types, $5 causes, $6 smartphones, $7 proxies, $8 sealed phones (null = as it is), $9 their hashes, $10 sealed bank accounts, $11 their hashes,
-- $12 states. Columns: none. Index: household primary key.
update household h
set identified_on = t.identified_on::date, attribute = t.attribute, family_type = t.family_type, main_cause = t.main_cause, smartphone = t.smartphone,
    proxy = t.proxy, phone_sealed = coalesce(t.phone_sealed, h.phone_sealed), phone_hash = coalesce(t.phone_hash, h.phone_hash),
    bank_sealed = coalesce(t.bank_sealed, h.bank_sealed), bank_hash = coalesce(t.bank_hash, h.bank_hash), state = t.state
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as identified_on, unnest($3::text[]) as attribute, unnest($4::text[]) as family_type,
             unnest($5::text[]) as main_cause, unnest($6::boolean[]) as smartphone, unnest($7::boolean[]) as proxy, unnest($8::bytea[]) as phone_sealed,
             unnest($9::bytea[]) as phone_hash, unnest($10::bytea[]) as bank_sealed, unnest($11::bytea[]) as bank_hash, unnest($12::text[]) as state) t
where h.id = t.id
