-- Categories of what is on sale. $1 today as 'MM-DD'. Columns: category, products, in_season (of them, by their season). Index: product_tally primary key (all of it,
-- a row a county).
-- Reads all of organisation: those that are not active, by their index.
select u.category, sum(u.products)::bigint as products, sum(u.in_season)::bigint as in_season
from (select unnest(t.category) as category, unnest(t.category_products) as products, unnest(t.category_in_season) as in_season
      from product_tally_shown($1::text) t) u
group by u.category
order by sum(u.products) desc, u.category
