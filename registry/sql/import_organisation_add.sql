-- Adds organisations. $1 ids, $2 codes, $3 kinds, $4 names, $5 credit codes, $6 counties, $7 townships, $8 villages, $9 sealed contacts. Columns: none.
insert into organisation (id, code, kind, name, uscc, county_code, township_code, village_code, contact_sealed, state)
select id, code, kind, name, uscc, county_code, township_code, village_code, contact_sealed, 'active'
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as code, unnest($3::text[]) as kind, unnest($4::text[]) as name, unnest($5::text[]) as uscc,
             unnest($6::text[]) as county_code, unnest($7::text[]) as township_code, unnest($8::text[]) as village_code, unnest($9::bytea[]) as contact_sealed) t
