-- Stores a picture of an organisation, in its county. $1 id, $2 organisation, $3 hash, $4 hash of what was sent, $5 width, $6 height, $7 widths,
-- $8 account. Columns: none. Index: organisation primary key.
insert into picture (id, county_code, organisation_id, hash, source_hash, width, height, widths, created_by)
select $1::bigint, o.county_code, o.id, $3::text, $4::bytea, $5::bigint, $6::bigint, $7::bigint[]::int[], $8::bigint
from organisation o
where o.id = $2::bigint
