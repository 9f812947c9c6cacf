-- Links that a suspicion holds, or held when they ended, where none of the household and the producer was confirmed to that end. Columns: subject, detail.
-- Index: benefit_link_unique, fraud_flag_follows.
select 'link:' || l.id as subject, 'is ' || l.state || ' by a flag that nobody confirmed' as detail
from benefit_link l
where 'flag' = any (l.causes)
  and not exists (select 1 from fraud_flag f
                  where f.county_code = l.county_code and f.household_id = l.household_id and f.organisation_id = l.producer_id and f.follows = 'link')
limit 20
