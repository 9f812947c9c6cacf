-- Locks the listing of a version. $1 version id. Index: listing_version and listing primary keys.
-- Columns: listing_id, county_code, current_version_id (0 = none), plan_id (0 = none).
select l.id as listing_id, l.county_code, coalesce(l.current_version_id, 0) as current_version_id, coalesce(v.plan_id, 0) as plan_id
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
where v.id = $1
for no key update of l
