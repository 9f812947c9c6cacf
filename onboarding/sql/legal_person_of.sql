-- The people behind organisations: the legal person, of each what its newest papers say, and the shareholders of its newest dossier that names some. $1 organisations.
-- Columns: dossier_id, organisation_id, place (0 = the legal person), _id (sealed). Index: dossier_organisation, dossier_share primary key.
with newest as (
    select distinct on (d.organisation_id) d.id, d.organisation_id, d.legal_id_sealed
    from dossier d
    where d.organisation_id = any ($1::bigint[]) and d.state = 'in_force' and d.legal_id_sealed is not null
    order by d.organisation_id, d.id desc
), named as (
    select distinct on (d.organisation_id) d.id, d.organisation_id, d.county_code
    from dossier d
    where d.organisation_id = any ($1::bigint[]) and d.state = 'in_force'
        and exists (select from dossier_share x where x.dossier_id = d.id and x.county_code = d.county_code)
    order by d.organisation_id, d.id desc
)
select n.id as dossier_id, n.organisation_id, 0::bigint as place, n.legal_id_sealed as _id
from newest n
union all
select n.id, n.organisation_id, s.place, s.id_sealed
from named n
join dossier_share s on s.dossier_id = n.id and s.county_code = n.county_code
where s.id_sealed is not null
order by organisation_id, place
