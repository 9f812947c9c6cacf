-- Counts anew what a listing's county sells, once its counts by kind and by seller are right; its row is locked. $1 listing id. Columns: none. Index: primary keys.
update product_tally c
set summed = false, day = to_char(now() at time zone 'Asia/Shanghai', 'MM-DD'), products = coalesce(n.products, 0), in_season = coalesce(n.in_season, 0),
    producers = coalesce(n.producers, 0), picture = coalesce(n.picture, ''), produce = coalesce(n.produce, '{}'), season_produce = coalesce(n.season_produce, '{}'),
    season_products = coalesce(n.season_products, '{}'), category = coalesce(n.category, '{}'), category_products = coalesce(n.category_products, '{}'),
    category_in_season = coalesce(n.category_in_season, '{}')
from listing l
left join lateral product_tally_now(to_char(now() at time zone 'Asia/Shanghai', 'MM-DD'), array[l.county_code], false) n on n.county_code = l.county_code
where l.id = $1::bigint and c.county_code = l.county_code
