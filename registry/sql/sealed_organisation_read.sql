-- Sealed fields of organisations as they stand, in order. $1 id to begin after, $2 limit. Index: organisation primary key.
-- Binary columns: row, part, contact_sealed.
select id as row, 0::bigint as part, contact_sealed
from organisation
where id > $1
order by id
limit $2
