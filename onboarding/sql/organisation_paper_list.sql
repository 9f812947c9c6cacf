-- Papers in force of an organisation (0 = of a county's) whose last day is before a day, the soonest first. $1 organisation (0 = any), $2 county ('' = any),
-- $3 how many days from today at most. Only the newest of its kind counts, and what an organisation need not have is named too.
-- Columns: organisation_id, organisation_name, kind, number, expires_on, days_left, required, warned_at (last; null = not yet). Index: dossier_desk, dossier_organisation, paper_warning
-- primary key.
select distinct on (n.expires_on, n.organisation_id, n.kind, n.number) n.organisation_id, n.organisation_name, n.kind, n.number, n.expires_on::text as expires_on,
    n.expires_on - (now() at time zone 'Asia/Shanghai')::date as days_left, n.required,
    (select max(w.warned_at) from paper_warning w
     where w.organisation_id = n.organisation_id and w.kind = n.kind and w.number = n.number and w.expires_on = n.expires_on and w.county_code = n.county_code) as warned_at
from (select o.county_code, o.id as organisation_id, o.name as organisation_name, p.kind, p.number, p.expires_on,
          p.kind = 'licence' or p.kind = 'food_permit' and d.processed as required,
          max(coalesce(p.expires_on, 'infinity'::date)) over (partition by o.id, p.kind) as newest
      from dossier d
      join dossier_paper p on p.dossier_id = d.id and p.county_code = d.county_code
      join organisation o on o.id = d.organisation_id and o.county_code = d.county_code and o.state in ('active', 'expired', 'suspended')
      where d.state = 'in_force' and ($1::bigint = 0 or d.organisation_id = $1::bigint) and ($2 = '' or d.county_code = $2)) n
where n.expires_on = n.newest and n.expires_on <= (now() at time zone 'Asia/Shanghai')::date + $3::int
order by n.expires_on, n.organisation_id, n.kind, n.number
limit 100
