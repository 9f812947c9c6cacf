-- Writes sealed fields of objections anew. $1 ids, $2 texts as they were, $3 as they are to be, $4 contacts as they were, $5 as they are to be. Columns: row.
-- Index: dossier_objection primary key.
update dossier_objection t
set text_sealed = fresh.text, contact_sealed = fresh.contact
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as text_was, unnest($3::bytea[]) as text, unnest($4::bytea[]) as contact_was,
             unnest($5::bytea[]) as contact) fresh
where t.id = fresh.id and t.text_sealed = fresh.text_was and t.contact_sealed is not distinct from fresh.contact_was
returning t.id as row
