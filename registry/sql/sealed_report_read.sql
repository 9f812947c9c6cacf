-- Sealed texts of what the register is told of households as they stand, in order. $1 id to begin after, $2 limit. Index: household_report primary key.
-- Columns: row, part, text_sealed.
select id as row, 0::bigint as part, text_sealed
from household_report
where id > $1
order by id
limit $2
