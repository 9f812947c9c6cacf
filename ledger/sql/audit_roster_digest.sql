-- Digests of rosters. $1 rosters. Binary columns: id, county_code, digest. Index: roster primary key.
select r.id, r.county_code, r.digest
from roster r
where r.id = any ($1::bigint[])
