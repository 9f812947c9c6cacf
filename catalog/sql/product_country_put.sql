-- Sums what all counties sell, as of today; the row is locked. No parameters. Columns: none. Index: product_summed (all of it, a row a county).
update product_country c
set day = to_char(now() at time zone 'Asia/Shanghai', 'MM-DD'), counties = n.counties, category = n.category, category_products = n.category_products,
    category_in_season = n.category_in_season, produce = n.produce, produce_counties = n.produce_counties, produce_products = n.produce_products
from product_country_now() n
