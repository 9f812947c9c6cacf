-- The plan of a listing's newest version. $1 listing id. Columns: plan_id (0 = none). Index: listing_version_no_unique.
select coalesce(v.plan_id, 0) as plan_id
from listing_version v
where v.listing_id = $1
order by v.version_no desc
limit 1
