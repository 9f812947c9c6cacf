-- A file by what its name says. Several organisations may have uploaded the same picture. $1 hash, $2 width, $3 format.
-- Columns: bytes. Index: picture_hash, picture_file primary key.
select f.bytes
from picture p
join picture_file f on f.picture_id = p.id and f.county_code = p.county_code
where p.hash = $1::text and f.width = $2::bigint::int and f.format = $3::text
limit 1
