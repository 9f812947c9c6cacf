-- $1 ids, $2 numbers, $3 villages, $4 pseudonyms, $5 days of identification, $6 attributes, $7 family types, $8 main causes, $9 states, $10 smartphone,
-- $11 proxy, $12 sealed phones, $13 their hashes, $14 sealed bank accounts, $15 their hashes (null = none).
-- Columns: none.
insert into household (id, household_no, county_code, village_code, pseudonym, identified_on, attribute, family_type, main_cause, state, smartphone, proxy,
    phone_sealed, phone_hash, bank_sealed, bank_hash)
select id, household_no, left(village_code, 6), village_code, pseudonym, identified_on::date, attribute, family_type, main_cause, state, smartphone, proxy,
    phone_sealed, phone_hash, bank_sealed, bank_hash
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::boolean[], $11::boolean[],
        $12::bytea[], $13::bytea[], $14::bytea[], $15::bytea[])
    as t (id, household_no, village_code, pseudonym, identified_on, attribute, family_type, main_cause, state, smartphone, proxy, phone_sealed, phone_hash,
        bank_sealed, bank_hash)
