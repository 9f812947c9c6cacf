-- Sealed fields of what the register said of households as they stand, in order. $1 id to begin after, $2 limit. Index: household_version primary key.
-- Binary columns: row, part, facts_sealed, facts_hash, said_sealed, said_hash.
select id as row, 0::bigint as part, facts_sealed, facts_hash, said_sealed, said_hash
from household_version
where id > $1
order by id
limit $2
