-- What a producer has begun and not handed in: forms, and versions that are drafts still. $1 organisation id.
-- Columns: count, oldest_at. Index: listing_form_producer, listing_producer, listing_version_draft, listing_version_no_unique.
select count(*) as count, min(n.at) as oldest_at
from (select f.saved_at as at
      from listing_form f
      where f.producer_id = $1::bigint and f.closed_at is null
      union all
      select v.created_at
      from listing l
      join listing_version v on v.listing_id = l.id and v.county_code = l.county_code
      where l.producer_id = $1::bigint and v.state = 'draft'
        and not exists (select 1 from listing_version n where n.listing_id = v.listing_id and n.county_code = v.county_code and n.version_no > v.version_no)
      limit 1000) n
