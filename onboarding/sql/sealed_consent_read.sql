-- Sealed photos of signed papers as they stand, in order. $1 id to begin after, $2 limit. Binary columns: row, part, image_sealed. Index: consent_scan primary key.
select id as row, 0::bigint as part, image_sealed
from consent_scan
where id > $1
order by id
limit $2
