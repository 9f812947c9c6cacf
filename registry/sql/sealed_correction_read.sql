-- Sealed fields of requests for corrections as they stand, in order. $1 id to begin after, $2 limit. Index: household_correction primary key.
-- Binary columns: row, part, old_sealed, new_sealed, reason_sealed.
select id as row, 0::bigint as part, old_sealed, new_sealed, reason_sealed
from household_correction
where id > $1
order by id
limit $2
