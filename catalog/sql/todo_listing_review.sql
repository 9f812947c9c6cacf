-- A producer's listings that are being reviewed, found among what waits in its county. $1 organisation id.
-- Columns: count, oldest_at. Index: organisation and listing primary keys, listing_version_queue, listing_version_no_unique.
select count(*) as count, min(n.submitted_at) as oldest_at
from (select v.submitted_at
      from organisation o
      join listing_version v on v.county_code = o.county_code
      join listing l on l.id = v.listing_id and l.county_code = v.county_code
      where o.id = $1::bigint and l.producer_id = $1::bigint and v.state in ('submitted', 'township_checked', 'county_approved', 'publicised')
        and not exists (select 1 from listing_version n where n.listing_id = v.listing_id and n.county_code = v.county_code and n.version_no > v.version_no)
      limit 1000) n
