-- Versions of a listing that are drafts or in review. $1 listing id. Columns: id, state. Index: listing_version_no_unique.
select v.id, v.state
from listing_version v
where v.listing_id = $1 and v.state in ('draft', 'submitted', 'township_checked', 'county_approved', 'publicised')
