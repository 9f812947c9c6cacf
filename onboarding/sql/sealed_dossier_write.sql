-- Writes sealed fields of dossiers anew. $1 ids, then for each of legal_name, legal_id, bank, contact: as it was, as it is to be. Columns: row.
-- Index: dossier primary key.
update dossier t
set legal_name_sealed = fresh.name, legal_id_sealed = fresh.number, bank_sealed = fresh.bank, contact_sealed = fresh.contact
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as name_was, unnest($3::bytea[]) as name, unnest($4::bytea[]) as number_was,
             unnest($5::bytea[]) as number, unnest($6::bytea[]) as bank_was, unnest($7::bytea[]) as bank, unnest($8::bytea[]) as contact_was,
             unnest($9::bytea[]) as contact) fresh
where t.id = fresh.id and t.legal_name_sealed is not distinct from fresh.name_was and t.legal_id_sealed is not distinct from fresh.number_was
    and t.bank_sealed is not distinct from fresh.bank_was and t.contact_sealed is not distinct from fresh.contact_was
returning t.id as row
