-- Writes sealed fields of organisations anew. $1 ids, $2 contact_sealed as it was, $3 as it is to be. Columns: row. Index: organisation primary key.
update organisation t
set contact_sealed = fresh.contact
from unnest($1::bigint[], $2::bytea[], $3::bytea[]) as fresh (id, contact_was, contact)
where t.id = fresh.id and t.contact_sealed is not distinct from fresh.contact_was
returning t.id as row
