-- Locks the row that counts what a listing's county sells; makes it when there is none. $1 listing id. Columns: none. Index: primary keys.
insert into product_tally as c (county_code, day, products, in_season, producers, picture, produce, season_produce, season_products, category, category_products,
    category_in_season)
select l.county_code, '', 0, 0, 0, '', '{}', '{}', '{}', '{}', '{}', '{}'
from listing l
where l.id = $1::bigint
on conflict on constraint product_tally_pkey do update set county_code = c.county_code
