-- Links of the households that the register said something else of. $1 at most so many households. Columns: household_id, county_code, producer_id (null = it has none).
-- Index: register_recheck primary key, benefit_share_household.
select distinct k.household_id, k.county_code, l.producer_id
from (select household_id, county_code from register_recheck order by household_id limit $1) k
left join (benefit_share s
           join benefit_plan p on p.id = s.plan_id and p.county_code = s.county_code
           join listing l on l.id = p.listing_id and l.county_code = p.county_code)
    on s.household_id = k.household_id and s.county_code = k.county_code
