-- Those of some households that count do not until somebody has looked. $1 households, $2 their counties. Columns: id, county_code. Index: household primary key.
update household h
set state = 'suspended'
from (select unnest($1::bigint[]) as id, unnest($2::text[]) as county_code) n
where h.id = n.id and h.county_code = n.county_code and coalesce(h.state, '') = 'confirmed'
returning h.id, h.county_code
