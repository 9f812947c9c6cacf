-- A version's pictures in their order. $1 version, $2 county code, $3 pictures, $4 what they show. Columns: none. Index: version_picture primary key.
insert into version_picture (version_id, county_code, place, picture_id, alt)
select $1::bigint, $2::text, p.place, p.picture_id, p.alt
from (select unnest($3::bigint[]) as picture_id, unnest($4::text[]) as alt, generate_subscripts($3::bigint[], 1) as place) p
