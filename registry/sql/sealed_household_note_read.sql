-- Sealed notes as they stand, in order. $1 id to begin after, $2 limit. Binary columns: row, part, text_sealed. Index: household_note primary key.
select id as row, 0::bigint as part, text_sealed
from household_note
where id > $1
order by id
limit $2
