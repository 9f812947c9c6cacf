-- Papers in force that end within thirty days and of which the organisation was not told yet, at thirty, seven and one day. Of those that were late for several the last is told alone. Only the newest
-- paper of its kind counts. $1 at most. Columns: county_code, organisation_id, organisation_name, kind, number, expires_on, days.
-- Reads all of dossier: those in force, once in a round. Index: paper_warning primary key.
select n.county_code, n.organisation_id, n.organisation_name, n.kind, n.number, n.expires_on::text as expires_on, n.days
from (select m.county_code, m.organisation_id, m.organisation_name, m.kind, m.number, m.expires_on, case when m.days_left <= 1 then 1 when m.days_left <= 7 then 7 else 30 end::bigint as days
      from (select o.county_code, o.id as organisation_id, o.name as organisation_name, p.kind, p.number, p.expires_on,
                p.expires_on - (now() at time zone 'Asia/Shanghai')::date as days_left,
                max(coalesce(p.expires_on, 'infinity'::date)) over (partition by o.id, p.kind) as newest
            from dossier d
            join dossier_paper p on p.dossier_id = d.id and p.county_code = d.county_code
            join organisation o on o.id = d.organisation_id and o.county_code = d.county_code and o.state in ('active', 'suspended')
            where d.state = 'in_force') m
      where m.expires_on = m.newest and m.days_left between 0 and 30) n
where not exists (select 1 from paper_warning w
                  where w.organisation_id = n.organisation_id and w.kind = n.kind and w.number = n.number and w.expires_on = n.expires_on and w.days <= n.days and w.county_code = n.county_code)
order by n.expires_on, n.organisation_id, n.kind, n.number
limit $1
