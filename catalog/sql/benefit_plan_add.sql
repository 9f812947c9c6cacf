-- Adds a listing's next plan. The listing's row is locked, so nobody counts beside us. $1 id, $2 county code, $3 listing id, $4 actor. Columns: none.
-- Index: benefit_plan_version_unique.
insert into benefit_plan (id, county_code, listing_id, version_no, created_by)
select $1::bigint, $2::text, $3::bigint, coalesce(max(p.version_no), 0) + 1, $4::bigint
from benefit_plan p
where p.listing_id = $3::bigint
