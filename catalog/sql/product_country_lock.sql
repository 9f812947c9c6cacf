-- Locks the sums of all counties; makes them when there are none. Nobody else waits for them. No parameters. Columns: none. Index: product_country primary key.
insert into product_country as c (day, counties, category, category_products, category_in_season, produce, produce_counties, produce_products)
values ('', 0, '{}', '{}', '{}', '{}', '{}', '{}')
on conflict on constraint product_country_pkey do update set day = c.day
