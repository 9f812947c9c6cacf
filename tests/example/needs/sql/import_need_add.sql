-- Writes needs. $1 ids, $2 county codes, $3 titles, $4 boxes. Columns: none.
insert into need (id, county_code, title, boxes)
select n.id, n.county_code, n.title, n.boxes
from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[]) as n (id, county_code, title, boxes)
