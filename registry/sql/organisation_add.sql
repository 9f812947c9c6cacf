-- An organisation that somebody applied for. $1 id, $2 code, $3 kind, $4 name, $5 credit code, $6 county, $7 township, $8 village, $9 sealed contact.
-- Columns: none.
insert into organisation (id, code, kind, name, uscc, county_code, township_code, village_code, contact_sealed, state)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'applied')
