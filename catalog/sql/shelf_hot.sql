-- Words to begin a search with: produce in season now - of the twelve of which each county has most - sold by most counties, then under most titles. $1 today as
-- 'MM-DD', $2 how many. Columns: produce. Index: product_tally_not_summed; once a day product_tally primary key (all of it, a row a county).
-- Reads all of organisation: those that are not active, by their index.
select u.produce
from (select unnest(c.produce) as produce, unnest(c.produce_counties) as counties, unnest(c.produce_products) as products
      from product_country c
      union all
      select unnest(d.season_produce), d.side, d.side * unnest(d.season_products)
      from product_country_change($1::text) d) u
group by u.produce
having sum(u.counties) > 0
order by sum(u.counties) desc, sum(u.products) desc, u.produce
limit $2::bigint
