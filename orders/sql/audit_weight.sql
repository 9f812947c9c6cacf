-- What households of rosters share by, in the order in which a pool is dealt out. $1 rosters. Index: roster primary key, benefit_share primary key, roster_place primary key.
-- Binary columns: roster_id, plan_id, pool_no, weight, place (0 = the roster has none for the household), household_id, village_code (null = none),
-- county_code, kind, producer_id.
select r.id as roster_id, r.plan_id, r.pool_no, s.weight, coalesce(g.place, 0) as place, s.household_id, g.village_code, r.county_code, r.kind, r.producer_id
from unnest($1::bigint[]) w (id)
join roster r on r.id = w.id
join benefit_share s on s.plan_id = r.plan_id and s.county_code = r.county_code and s.pool_no = r.pool_no
left join roster_place g on g.roster_id = r.id and g.county_code = r.county_code and g.household_id = s.household_id
order by r.id, s.household_id
