-- Words to begin a search with: produce in season now - of the twelve of which each county has most - sold by most counties, then under most titles. $1 today as
-- 'MM-DD', $2 how many. Columns: produce. Index: product_tally primary key (all of it, a row a county).
-- Reads all of organisation: those that are not active, by their index.
select u.produce
from (select unnest(t.season_produce) as produce, unnest(t.season_products) as products
      from product_tally_shown($1::text) t) u
group by u.produce
order by count(*) desc, sum(u.products) desc, u.produce
limit $2::bigint
