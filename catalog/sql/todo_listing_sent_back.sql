-- A producer's listings whose newest version was refused. $1 organisation id.
-- Columns: count, oldest_at. Index: listing_producer, listing_version_refused, listing_version_no_unique.
select count(*) as count, min(n.decided_at) as oldest_at
from (select v.decided_at
      from listing l
      join listing_version v on v.listing_id = l.id and v.county_code = l.county_code
      where l.producer_id = $1::bigint and v.state = 'rejected'
        and not exists (select 1 from listing_version n where n.listing_id = v.listing_id and n.county_code = v.county_code and n.version_no > v.version_no)
      limit 1000) n
