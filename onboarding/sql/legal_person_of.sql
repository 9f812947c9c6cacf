-- The legal persons of organisations: of each what its newest papers say. $1 organisations. Columns: dossier_id, organisation_id, _legal_id (sealed). Index: dossier_organisation.
select distinct on (d.organisation_id) d.id as dossier_id, d.organisation_id, d.legal_id_sealed as _legal_id
from dossier d
where d.organisation_id = any ($1::bigint[]) and d.state = 'in_force' and d.legal_id_sealed is not null
order by d.organisation_id, d.id desc
