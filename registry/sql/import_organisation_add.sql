-- Adds organisations. $1 ids, $2 codes, $3 kinds, $4 names, $5 credit codes, $6 counties, $7 townships, $8 villages, $9 sealed contacts. Columns: none.
insert into organisation (id, code, kind, name, uscc, county_code, township_code, village_code, contact_sealed, state)
select id, code, kind, name, uscc, county_code, township_code, village_code, contact_sealed, 'active'
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[])
    as t (id, code, kind, name, uscc, county_code, township_code, village_code, contact_sealed)
