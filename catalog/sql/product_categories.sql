-- Categories of what is on sale. $1 today as 'MM-DD'. Columns: category, products, in_season (of them, by their season). Index: product_kind (all of it).
select s.category, sum(s.products)::bigint as products,
    coalesce(sum(s.products) filter (where season_holds(s.season_from, s.season_to, $1::text)), 0)::bigint as in_season
from product_shown s
group by s.category
having sum(s.products) > 0
order by sum(s.products) desc, s.category
