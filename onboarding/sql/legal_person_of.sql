-- The people behind organisations. $1 organisations. Columns: dossier_id, organisation_id, place (0 = the legal person), _id (sealed). Index: dossier_organisation, dossier_share primary key.
select dossier_id, organisation_id, place, sealed_id as _id
from dossier_person
where organisation_id = any ($1::bigint[])
order by organisation_id, place
