-- Listings of a region, newest first, each with its newest version. $1 region code (county, township or village, '' = anywhere),
-- $2 cursor (listings below it), $3 limit, $4 state of the newest version ('' = any), $5 part of its title ('' = any).
-- Columns: listing_id (the cursor), producer_id, producer_name, county_code, current_version_id, version_id (as what follows of the newest version),
-- version_no, state, title, category, produce, picture, village_code, created_at, available. Index: listing primary key, backwards,
-- listing_version_no_unique.
select l.id as listing_id, l.producer_id, o.name as producer_name, l.county_code, l.current_version_id, v.id as version_id, v.version_no, v.state, v.title, v.category,
    v.produce, v.picture, v.village_code, v.created_at,
    (select coalesce(sum(s.available), 0)::bigint
     from stock s
     join sku k on k.id = s.sku_id and k.county_code = s.county_code
     where k.listing_id = l.id and k.county_code = l.county_code) as available
from listing l
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
cross join lateral (select x.id, x.version_no, x.state, x.title, x.category, x.produce, x.picture, x.village_code, x.created_at
                    from listing_version x
                    where x.listing_id = l.id and x.county_code = l.county_code order by x.version_no desc limit 1) v
where ($1::text = '' or l.county_code = left($1::text, 6)) and starts_with(v.village_code, $1::text) and l.id < $2::bigint
    and ($4::text = '' or v.state = $4::text) and ($5::text = '' or strpos(v.title, $5::text) > 0)
order by l.id desc
limit $3::bigint
