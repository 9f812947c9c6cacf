-- The people behind a county's sellers, as in legal_person_of. $1 county. Columns: dossier_id, organisation_id, place (0 = the legal person), _id (sealed). Index: dossier_desk.
with newest as (
    select distinct on (d.organisation_id) d.id, d.organisation_id, d.legal_id_sealed
    from dossier d
    where d.county_code = $1 and d.state = 'in_force' and d.organisation_id is not null and d.legal_id_sealed is not null
    order by d.organisation_id, d.id desc
), named as (
    select distinct on (d.organisation_id) d.id, d.organisation_id, d.county_code
    from dossier d
    where d.county_code = $1 and d.state = 'in_force' and d.organisation_id is not null
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
