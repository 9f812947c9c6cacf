-- Listings of a region, newest first, each with its newest version. $1 region code (county, township or village), $2 states of the newest version
-- that are wanted, $3 part of its title ('' = any), $4 cursor (listings below it), $5 limit.
-- Columns: listing_id (the cursor), producer_id, producer_name, county_code, current_version_id, version_id (as what follows of the newest version),
-- version_no, state, title, category, produce, picture, village_code, created_at, available, photo (JSON). Index: listing_county,
-- listing_version_no_unique.
select i.listing_id, i.producer_id, i.producer_name, i.county_code, i.current_version_id, i.version_id, i.version_no, i.state, i.title, i.category,
    i.produce, i.picture, i.village_code, i.created_at, i.available, i.photo
from (select l.id, l.county_code
      from listing l
      where l.county_code = left($1::text, 6) and l.id < $4::bigint
      order by l.id desc
      offset 0) n
cross join lateral (select x.listing_id, x.producer_id, x.producer_name, x.county_code, x.current_version_id, x.version_id, x.version_no, x.state, x.title, x.category,
                        x.produce, x.picture, x.village_code, x.created_at, x.available, x.photo
                    from listing_item x
                    where x.listing_id = n.id and x.county_code = n.county_code and starts_with(x.village_code, $1::text) and x.state = any ($2::text[])
                        and strpos(x.title, $3::text) > 0
                    limit 1) i -- one by one, so far as the page goes
order by n.id desc
limit $5::bigint
