-- Organisations take what a file says. $1 ids, $2 names, $3 townships, $4 villages, $5 sealed contacts. Columns: none. Index: organisation primary key.
update organisation o
set name = t.name, township_code = t.township_code, village_code = t.village_code, contact_sealed = t.contact_sealed
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as name, unnest($3::text[]) as township_code, unnest($4::text[]) as village_code,
             unnest($5::bytea[]) as contact_sealed) t
where o.id = t.id
