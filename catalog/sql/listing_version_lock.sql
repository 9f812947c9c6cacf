-- Locks the listing of a version. $1 version id. Columns: listing_id, county_code, current_version_id (0 = none), plan_id (0 = none).
-- Index: listing_version and listing primary keys.
select l.id, l.county_code, coalesce(l.current_version_id, 0), coalesce(v.plan_id, 0)
from listing_version v
join listing l on l.id = v.listing_id
where v.id = $1
for no key update of l
