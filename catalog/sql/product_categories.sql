-- Categories of what is on sale. $1 today as 'MM-DD'. Columns: category, products, in_season (of them, by their season). Index: product_tally_not_summed; once a day
-- product_tally primary key (all of it, a row a county).
-- Reads all of organisation: those that are not active, by their index.
select u.category, sum(u.products)::bigint as products, sum(u.in_season)::bigint as in_season
from (select unnest(c.category) as category, unnest(c.category_products) as products, unnest(c.category_in_season) as in_season
      from product_country c
      union all
      select unnest(d.category), d.side * unnest(d.category_products), d.side * unnest(d.category_in_season)
      from product_country_change($1::text) d) u
group by u.category
having sum(u.products) > 0
order by sum(u.products) desc, u.category
