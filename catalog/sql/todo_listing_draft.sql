-- What a producer has begun and not handed in: forms, and versions that are drafts still. $1 organisation id.
-- Columns: count, oldest_at. Index: listing_form_producer, listing_producer, listing_version_no_unique.
select count(*) as count, min(n.at) as oldest_at
from (select f.saved_at as at
      from listing_form f
      where f.producer_id = $1::bigint and f.closed_at is null
      union all
      select v.created_at
      from listing l
      cross join lateral (select x.state, x.created_at
                          from listing_version x
                          where x.listing_id = l.id and x.county_code = l.county_code
                          order by x.version_no desc
                          limit 1) v
      where l.producer_id = $1::bigint and v.state = 'draft'
      limit 1000) n
