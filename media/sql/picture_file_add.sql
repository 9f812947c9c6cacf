-- Stores a picture's files. $1 picture, $2 widths, $3 formats, $4 bytes. Columns: none. Index: picture primary key.
insert into picture_file (picture_id, county_code, width, format, bytes)
select p.id, p.county_code, f.width, f.format, f.bytes
from picture p, (select unnest($2::bigint[]::int[]) as width, unnest($3::text[]) as format, unnest($4::bytea[]) as bytes) f
where p.id = $1::bigint
