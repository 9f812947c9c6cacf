-- A dossier says itself that nobody has a share. Without that one that names nobody, such as a renewal of papers alone, leaves standing what an earlier one named.

alter table dossier add column no_shareholders boolean;
alter table dossier alter column no_shareholders set default false;
update dossier set no_shareholders = false;
alter table dossier alter column no_shareholders set not null;
-- One that does not say it is stamped as all were before.
create or replace function stamp_bytes(t dossier) returns bytea language sql stable
    return case when t.no_shareholders
        then record_send(row('dossier'::text, t.id, t.county_code, t.purpose, t.applicant_id, t.organisation_id, t.kind, t.name, t.uscc, t.township_code,
            t.village_code, t.sells, t.processed, t.round, t.submitted_at, t.publicity_ends_at, t.created_at, t.no_shareholders))
        else record_send(row('dossier'::text, t.id, t.county_code, t.purpose, t.applicant_id, t.organisation_id, t.kind, t.name, t.uscc, t.township_code,
            t.village_code, t.sells, t.processed, t.round, t.submitted_at, t.publicity_ends_at, t.created_at)) end;

-- The people behind organisations: the legal person (place 0) of the newest papers in force that name one, and the shareholders of the newest that say who they are. Asked by county or by
-- organisation, both of which stand in what is distinct, so that the condition reaches the dossiers.
create view dossier_person as
select n.county_code, n.organisation_id, n.id as dossier_id, 0::bigint as place, n.legal_id_sealed as id_sealed
from (
    select distinct on (d.county_code, d.organisation_id) d.county_code, d.organisation_id, d.id, d.legal_id_sealed
    from dossier d
    where d.state = 'in_force' and d.organisation_id is not null and d.legal_id_sealed is not null
    order by d.county_code, d.organisation_id, d.id desc
) n
union all
select n.county_code, n.organisation_id, n.id, s.place, s.id_sealed
from (
    select distinct on (d.county_code, d.organisation_id) d.county_code, d.organisation_id, d.id
    from dossier d
    left join lateral (select true as is_named from dossier_share x where x.dossier_id = d.id and x.county_code = d.county_code limit 1) x on true
    where d.state = 'in_force' and d.organisation_id is not null and (d.no_shareholders or x.is_named)
    order by d.county_code, d.organisation_id, d.id desc
) n
join dossier_share s on s.dossier_id = n.id and s.county_code = n.county_code
where s.id_sealed is not null;
grant select on dossier_person to mall_app;
