-- Writes sealed fields of shareholders anew. $1 dossiers, $2 places, $3 name_sealed as it was, $4 as it is to be, $5 id_sealed as it was, $6 as it is to be. Columns: row.
-- Index: dossier_share primary key.
update dossier_share t
set name_sealed = fresh.name, id_sealed = fresh.id_number
from (select unnest($1::bigint[]) as dossier_id, unnest($2::bigint[]) as place, unnest($3::bytea[]) as name_was, unnest($4::bytea[]) as name, unnest($5::bytea[]) as id_was,
             unnest($6::bytea[]) as id_number) fresh
where t.dossier_id = fresh.dossier_id and t.place = fresh.place and t.name_sealed is not distinct from fresh.name_was and t.id_sealed is not distinct from fresh.id_was
returning t.dossier_id as row
