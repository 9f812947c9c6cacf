-- All listings, newest first, each with its newest version. $1 states of the newest version that are wanted, $2 part of its title ('' = any),
-- $3 cursor (listings below it), $4 limit.
-- Columns: listing_id (the cursor), producer_id, producer_name, county_code, current_version_id, version_id (as what follows of the newest version),
-- version_no, state, title, category, produce, picture, village_code, created_at, available, photo (JSON). Index: listing primary key, backwards,
-- listing_version_no_unique.
select i.listing_id, i.producer_id, i.producer_name, i.county_code, i.current_version_id, i.version_id, i.version_no, i.state, i.title, i.category,
    i.produce, i.picture, i.village_code, i.created_at, i.available, i.photo
from (select l.id, l.county_code
      from listing l
      where l.id < $3::bigint
      order by l.id desc
      offset 0) n
cross join lateral (select x.listing_id, x.producer_id, x.producer_name, x.county_code, x.current_version_id, x.version_id, x.version_no, x.state, x.title, x.category,
                        x.produce, x.picture, x.village_code, x.created_at, x.available, x.photo
                    from listing_item x
                    where x.listing_id = n.id and x.county_code = n.county_code and x.state = any ($1::text[]) and strpos(x.title, $2::text) > 0
                    limit 1) i -- one by one, so far as the page goes
order by n.id desc
limit $4::bigint
