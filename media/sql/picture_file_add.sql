-- Stores a picture's files. $1 picture, $2 widths, $3 formats, $4 bytes. Columns: none. Index: picture primary key.
insert into picture_file (picture_id, county_code, width, format, bytes)
select p.id, p.county_code, f.width, f.format, f.bytes
from picture p, unnest($2::bigint[]::int[], $3::text[], $4::bytea[]) as f (width, format, bytes)
where p.id = $1::bigint
