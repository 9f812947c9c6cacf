-- Counties whose list of poor villages or dossiers in force are others than when their links were judged. $1 at most. Columns: county_code, listed_at, dossiers.
-- Reads all of organisation: who sells anywhere. Index: village_list primary key, register_seen primary key, dossier_desk.
select n.county_code, n.listed_at, n.dossiers
from (select c.county_code, coalesce((select v.changed_at from village_list v where v.county_code = c.county_code), '-infinity')::text as listed_at,
             (select count(*) from dossier d where d.county_code = c.county_code and d.state = 'in_force') as dossiers
      from (select distinct o.county_code from organisation o where o.kind <> 'station') c) n
left join register_seen s on s.county_code = n.county_code
where s.listed_at is distinct from n.listed_at::timestamptz or s.dossiers is distinct from n.dossiers
order by n.county_code
limit $1
