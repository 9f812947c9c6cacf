-- Organisations whose papers hold until another day than their reviewed papers say, or that are active behind it for more than a day. Columns: subject, detail.
select 'organisation:' || o.id as subject, 'papers until ' || coalesce(o.papers_until::text, 'nothing') || ' reviewed until ' || coalesce(n.until::text, 'nothing') as detail
from organisation o
left join (
    select k.organisation_id, k.county_code, min(k.until) as until
    from (select d.organisation_id, d.county_code, p.kind, max(coalesce(p.expires_on, 'infinity'::date)) as until
          from dossier d
          join dossier_paper p on p.dossier_id = d.id and p.county_code = d.county_code
          where d.state = 'in_force' and (p.kind = 'licence' or p.kind = 'food_permit' and exists (
              select from dossier x where x.organisation_id = d.organisation_id and x.county_code = d.county_code and x.state = 'in_force' and x.processed))
          group by d.organisation_id, d.county_code, p.kind) k
    group by k.organisation_id, k.county_code) n on n.organisation_id = o.id and n.county_code = o.county_code
where o.papers_until is distinct from n.until
union all
select 'organisation:' || o.id, 'active though its papers held until ' || o.papers_until
from organisation o
where o.state = 'active' and o.papers_until < (now() at time zone 'Asia/Shanghai')::date - 1
limit 20
