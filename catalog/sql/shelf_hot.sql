-- Words to begin a search with: produce in season now and in stock, sold by most counties, then under most titles. $1 today as 'MM-DD', $2 how many.
-- DB_SLOW. Columns: produce. Index: listing_version_on_sale (all of it).
select p.produce
from product_card p
join listing_version v on v.id = p.version_id and v.county_code = p.county_code
where season_holds(v.season_from, v.season_to, $1::text)
group by p.produce
order by count(distinct p.county_code) desc, count(*) desc, min(p.version_id)
limit $2::bigint
