-- Writes what the register said of households anew. $1 ids, $2 facts_sealed as it was, $3 as it is to be, $4 facts_hash, $5 said_sealed as it was, $6 as it is to be, $7 said_hash.
-- Columns: row. Index: household_version primary key.
update household_version t
set facts_sealed = fresh.facts, facts_hash = fresh.facts_hash, said_sealed = fresh.said, said_hash = fresh.said_hash
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as facts_was, unnest($3::bytea[]) as facts, unnest($4::bytea[]) as facts_hash, unnest($5::bytea[]) as said_was,
             unnest($6::bytea[]) as said, unnest($7::bytea[]) as said_hash) fresh
where t.id = fresh.id and t.facts_sealed is not distinct from fresh.facts_was and t.said_sealed is not distinct from fresh.said_was
returning t.id as row
