-- What words of a listing on sale are looked for in; nothing is there of it. $1 listing id. Columns: none. Index: listing_version_one_on_sale, primary keys.
insert into product_text (listing_id, county_code, text)
select n.listing_id, n.county_code, n.text
from product_text_now n
where n.listing_id = $1::bigint
