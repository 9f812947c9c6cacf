-- Writes requests for corrections anew. $1 ids, $2 old_sealed as it was, $3 as it is to be, $4 new_sealed as it was, $5 as it is to be, $6 reason_sealed as it was, $7 as it is to be.
-- Columns: row. Index: household_correction primary key.
update household_correction t
set old_sealed = fresh.old, new_sealed = fresh.new, reason_sealed = fresh.reason
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as old_was, unnest($3::bytea[]) as old, unnest($4::bytea[]) as new_was, unnest($5::bytea[]) as new,
             unnest($6::bytea[]) as reason_was, unnest($7::bytea[]) as reason) fresh
where t.id = fresh.id and t.old_sealed is not distinct from fresh.old_was and t.new_sealed is not distinct from fresh.new_was and t.reason_sealed is not distinct from fresh.reason_was
returning t.id as row
