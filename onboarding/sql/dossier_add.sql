-- A new dossier. $1 id, $2 county, $3 purpose, $4 applicant, $5 organisation (0 = none yet), $6 kind, $7 name, $8 credit code, $9 township, $10 village.
-- Columns: none.
insert into dossier (id, county_code, purpose, applicant_id, organisation_id, kind, name, uscc, township_code, village_code)
values ($1, $2, $3, $4, nullif($5::bigint, 0), $6, $7, $8, $9, $10)
