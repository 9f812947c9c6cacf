-- Notes what counties sell as it is to be summed; their rows are locked. $1 county codes. Columns: none. Index: primary keys.
with part as (
    update product_tally t
    set summed = true
    where t.county_code = any ($1::text[])
    returning t.county_code, t.products, t.season_produce, t.season_products, t.category, t.category_products, t.category_in_season
)
insert into product_summed as s (county_code, products, season_produce, season_products, category, category_products, category_in_season)
select p.county_code, p.products, p.season_produce, p.season_products, p.category, p.category_products, p.category_in_season
from part p
on conflict on constraint product_summed_pkey do update set products = excluded.products, season_produce = excluded.season_produce, season_products = excluded.season_products,
    category = excluded.category, category_products = excluded.category_products, category_in_season = excluded.category_in_season
