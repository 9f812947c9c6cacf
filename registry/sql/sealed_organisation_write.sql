-- Writes sealed fields of organisations anew. $1 ids, $2 contact_sealed as it was, $3 as it is to be. Columns: row. Index: organisation primary key.
update organisation t
set contact_sealed = fresh.contact
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as contact_was, unnest($3::bytea[]) as contact) fresh
where t.id = fresh.id and t.contact_sealed is not distinct from fresh.contact_was
returning t.id as row
