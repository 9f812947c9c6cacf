-- Categories of what is on sale. $1 today as 'MM-DD'. Columns: category, products, in_season (of them, by their season). Index: listing_version_category.
select v.category, count(*) as products,
    count(*) filter (where season_holds(v.season_from, v.season_to, $1::text)) as in_season
from listing_version v
where v.state = 'on_sale'
group by v.category
order by count(*) desc, v.category
