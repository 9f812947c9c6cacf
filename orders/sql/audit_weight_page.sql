-- What households of the next rosters share by, in the order in which a pool is dealt out, of whole rosters. $1 after roster, $2 rosters. Index: roster primary key, benefit_share primary key,
-- roster_place primary key. Binary columns: roster_id, plan_id, pool_no, weight, place (0 = the roster has none for the household), household_id, village_code (null = none),
-- county_code, kind, producer_id.
with page as materialized (
    select r.id, r.county_code, r.plan_id, r.pool_no, r.kind, r.producer_id
    from roster r
    where r.id > $1
    order by r.id
    limit $2
), placed as materialized (
    select g.roster_id, g.county_code, g.household_id, g.place, g.village_code
    from page p
    join roster_place g on g.roster_id = p.id and g.county_code = p.county_code
)
select r.id as roster_id, r.plan_id, r.pool_no, s.weight, coalesce(g.place, 0) as place, s.household_id, g.village_code, r.county_code, r.kind, r.producer_id
from page r
left join benefit_share s on s.plan_id = r.plan_id and s.county_code = r.county_code and s.pool_no = r.pool_no
left join placed g on g.roster_id = r.id and g.county_code = r.county_code and g.household_id = s.household_id
order by r.id, s.household_id
