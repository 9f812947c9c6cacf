-- Sealed fields of shareholders as they stand, in order. $1 dossier and $3 place to begin after, $2 limit. Index: dossier_share primary key.
-- Binary columns: row, part, name_sealed, id_sealed.
select dossier_id as row, place as part, name_sealed, id_sealed
from dossier_share
where (dossier_id, place) > ($1::bigint, $3::bigint)
order by dossier_id, place
limit $2
