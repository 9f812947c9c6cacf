-- Organisations take what a file says. $1 ids, $2 names, $3 townships, $4 villages, $5 sealed contacts. Columns: none. Index: organisation primary key.
update organisation o
set name = t.name, township_code = t.township_code, village_code = t.village_code, contact_sealed = t.contact_sealed
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bytea[]) as t (id, name, township_code, village_code, contact_sealed)
where o.id = t.id
