-- A note of a household. $1 household, $2 id. Columns: id. Index: household_note primary key.
select id
from household_note
where id = $2 and household_id = $1
