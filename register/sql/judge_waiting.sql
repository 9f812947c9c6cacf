-- Links of versions that wait for a decision and of which no verdict stands on what the register says now and that was given since they were handed in. $1 at most so many. Columns: household_id, county_code, producer_id.
-- Index: listing_version_queue.
select distinct s.household_id, s.county_code, l.producer_id
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
join benefit_share s on s.plan_id = v.plan_id and s.county_code = v.county_code
left join household_version k on k.household_id = s.household_id and k.county_code = s.county_code and k.valid_to is null
where v.state in ('submitted', 'township_checked', 'county_approved', 'publicised')
  and not exists (select 1 from register_verdict d
                  where d.household_id = s.household_id and d.producer_id = l.producer_id and d.county_code = s.county_code and d.until is null
                    and d.version_id = coalesce(k.id, 0) and d.judged_at >= coalesce(v.submitted_at, '-infinity'))
limit $1
