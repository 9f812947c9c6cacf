-- The people behind a county's sellers, as in legal_person_of. $1 county. Columns: dossier_id, organisation_id, place (0 = the legal person), _id (sealed). Index: dossier_desk.
select n.dossier_id, n.organisation_id, n.place, n.id_sealed as _id
from (
    (select distinct on (d.organisation_id) d.id as dossier_id, d.organisation_id, 0::bigint as place, d.legal_id_sealed as id_sealed
     from dossier d
     where d.county_code = $1 and d.state = 'in_force' and d.organisation_id is not null and d.legal_id_sealed is not null
     order by d.organisation_id, d.id desc)
    union all
    select w.id, w.organisation_id, s.place, s.id_sealed
    from (select distinct on (d.organisation_id) d.id, d.organisation_id, d.county_code
          from dossier d
          where d.county_code = $1 and d.state = 'in_force' and d.organisation_id is not null
              and exists (select from dossier_share x where x.dossier_id = d.id and x.county_code = d.county_code)
          order by d.organisation_id, d.id desc) w
    join dossier_share s on s.dossier_id = w.id and s.county_code = w.county_code
    where s.id_sealed is not null
) n
order by n.organisation_id, n.place
