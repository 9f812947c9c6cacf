-- Writes needs. $1 ids, $2 county codes, $3 titles, $4 boxes. Columns: none.
insert into need (id, county_code, title, boxes)
select n.id, n.county_code, n.title, n.boxes
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code, unnest($3::text[]) as title, unnest($4::bigint[]) as boxes) n
