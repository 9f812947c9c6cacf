-- The same of what is on sale. Reads all of listing_version and listing: those that are on sale.
-- $1 at most so many. Columns: household_id, county_code, producer_id.
select distinct s.household_id, s.county_code, l.producer_id
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
join benefit_share s on s.plan_id = v.plan_id and s.county_code = v.county_code
left join household_version k on k.household_id = s.household_id and k.county_code = s.county_code and k.valid_to is null
where v.state = 'on_sale'
  and not exists (select 1 from register_verdict d
                  where d.household_id = s.household_id and d.producer_id = l.producer_id and d.county_code = s.county_code and d.until is null
                    and d.version_id = coalesce(k.id, 0) and d.judged_at >= coalesce(v.submitted_at, '-infinity'))
limit $1
