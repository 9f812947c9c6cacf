-- Rosters that are not of the producer whose plan they are of. Columns: subject, detail.
select 'roster:' || r.id as subject, 'producer ' || r.producer_id || ' plan says ' || coalesce(g.producer_id::text, 'nothing') as detail
from roster r
left join benefit_plan b on b.id = r.plan_id and b.county_code = r.county_code
left join listing g on g.id = b.listing_id and g.county_code = b.county_code
where r.producer_id is distinct from g.producer_id
limit 20
