-- Writes what the register is told of households anew. $1 households, $2 parts, $3 text_sealed as it was, $4 as it is to be. Columns: row. Index: household_report_one.
update household_report t
set text_sealed = fresh.sealed
from (select unnest($1::bigint[]) as household_id, unnest($2::bigint[]) as part, unnest($3::bytea[]) as was, unnest($4::bytea[]) as sealed) fresh
where t.household_id = fresh.household_id and t.kind = case fresh.part when 1 then 'contact' else 'address' end and t.from_day = '-infinity'
  and t.text_sealed is not distinct from fresh.was
returning t.household_id as row
