-- Writes what the register is told of households anew. $1 ids, $2 text_sealed as it was, $3 as it is to be. Columns: row. Index: household_report primary key.
update household_report t
set text_sealed = fresh.sealed
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as was, unnest($3::bytea[]) as sealed) fresh
where t.id = fresh.id and t.text_sealed is not distinct from fresh.was
returning t.id as row
