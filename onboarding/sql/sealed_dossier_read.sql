-- Sealed fields of dossiers as they stand, in order. $1 id to begin after, $2 limit. Index: dossier primary key.
-- Binary columns: row, part, legal_name_sealed, legal_id_sealed, bank_sealed, contact_sealed.
select id as row, 0::bigint as part, legal_name_sealed, legal_id_sealed, bank_sealed, contact_sealed
from dossier
where id > $1
order by id
limit $2
