-- Until when all papers hold that an organisation must have to sell, of those that were reviewed: its licence, and a food permit when it sells what needs one.
-- $1 organisation. Columns: papers_until (null: it has no reviewed papers). Index: dossier_organisation, dossier_paper primary key.
select min(k.until)::text as papers_until
from (select p.kind, max(coalesce(p.expires_on, 'infinity'::date)) as until, bool_or(bool_or(d.processed)) over () as processed
      from dossier d
      join dossier_paper p on p.dossier_id = d.id and p.county_code = d.county_code
      where d.organisation_id = $1 and d.state = 'in_force'
      group by p.kind) k
where k.kind = 'licence' or k.kind = 'food_permit' and k.processed
