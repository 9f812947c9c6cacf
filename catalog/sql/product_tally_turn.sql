-- Counts anew what counties sell, as of today; their rows are locked. $1 county codes. Columns: none. Index: primary keys.
update product_tally c
set summed = false, day = to_char(now() at time zone 'Asia/Shanghai', 'MM-DD'), products = coalesce(n.products, 0), in_season = coalesce(n.in_season, 0),
    producers = coalesce(n.producers, 0), picture = coalesce(n.picture, ''), produce = coalesce(n.produce, '{}'), season_produce = coalesce(n.season_produce, '{}'),
    season_products = coalesce(n.season_products, '{}'), category = coalesce(n.category, '{}'), category_products = coalesce(n.category_products, '{}'),
    category_in_season = coalesce(n.category_in_season, '{}')
from unnest($1::text[]) as w (county_code)
left join product_tally_now(to_char(now() at time zone 'Asia/Shanghai', 'MM-DD'), $1::text[], false) n on n.county_code = w.county_code
where c.county_code = w.county_code
