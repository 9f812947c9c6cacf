-- What numbers of listings stand for (product_facets_found), and how it is called. $1 numbers, $2 today as 'MM-DD', $3 codes of the counties that deliver to the buyer's place.
-- Columns: id, category, county_code, county_name, producer_id, producer_name, holds (whether it is in season), reached (whether one of these counties delivers it).
-- Index: product_facet primary key, organisation primary key, region_upper.
select f.id, f.category, f.county_code, coalesce(c.name, '') as county_name, f.producer_id, coalesce(o.name, '') as producer_name,
    season_holds(f.season_from, f.season_to, $2::text) as holds, f.county_code = any ($3::text[]) as reached
from product_facet f
left join organisation o on o.id = f.producer_id and o.county_code = f.county_code
left join region c on c.code = f.county_code and c.level = 3
where f.id = any ($1::bigint[])
