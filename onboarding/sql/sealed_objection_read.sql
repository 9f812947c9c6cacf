-- Sealed fields of objections as they stand, in order. $1 id to begin after, $2 limit. Binary columns: row, part, text_sealed, contact_sealed.
-- Index: dossier_objection primary key.
select id as row, 0::bigint as part, text_sealed, contact_sealed
from dossier_objection
where id > $1
order by id
limit $2
