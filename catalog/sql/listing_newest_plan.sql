-- The newest version of a listing. $1 listing id. Columns: plan_id (0 = none), id, title. Index: listing_version_no_unique.
select coalesce(v.plan_id, 0) as plan_id, v.id, v.title
from listing_version v
where v.listing_id = $1
order by v.version_no desc
limit 1
