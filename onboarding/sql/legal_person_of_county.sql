-- The legal persons of a county's sellers: of each what its newest papers say. $1 county. Columns: dossier_id, organisation_id, _legal_id (sealed). Index: dossier_desk.
select distinct on (d.organisation_id) d.id as dossier_id, d.organisation_id, d.legal_id_sealed as _legal_id
from dossier d
where d.county_code = $1 and d.state = 'in_force' and d.organisation_id is not null and d.legal_id_sealed is not null
order by d.organisation_id, d.id desc
