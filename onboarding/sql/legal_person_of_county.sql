-- The people behind a county's organisations, in the columns of legal_person_of. $1 county. Columns: dossier_id, organisation_id, place (0 = the legal person), _id (sealed). Index: dossier_desk.
select dossier_id, organisation_id, place, sealed_id as _id
from dossier_person
where county_code = $1
order by organisation_id, place
