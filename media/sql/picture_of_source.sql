-- The picture that an organisation made of these bytes before. $1 organisation, $2 hash of what is sent.
-- Columns: id. Index: picture_source_unique.
select p.id
from picture p
where p.organisation_id = $1::bigint and p.source_hash = $2::bytea
