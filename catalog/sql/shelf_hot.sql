-- Words to begin a search with: produce in season now, sold by most counties, then under most titles. $1 today as 'MM-DD', $2 how many.
-- DB_SLOW. Columns: produce. Index: product_kind (all of it).
select p.produce
from (select s.produce, s.county_code, sum(s.products) as products
      from product_shown s
      where season_holds(s.season_from, s.season_to, $1::text)
      group by s.produce, s.county_code
      having sum(s.products) > 0) p
group by p.produce
order by count(*) desc, sum(p.products) desc, p.produce
limit $2::bigint
