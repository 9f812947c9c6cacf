-- What is on sale, cheapest first. One walks over SKUs by price until the page is full and takes each that its version is listed by, of several of one
-- price the first; `offset 0` keeps the planner from asking for all prices and sorting them. $1 and $2 cursor (price and version; those behind it), $3 limit.
-- Columns: _version_id (the cursor), listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: version_sku_price.
select p.version_id as _version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name,
    p.picture, p.producer_name, s.price_fen as price_from_fen, p.no_reason_return
from version_sku s
cross join lateral (select c.version_id, c.listing_id, c.title, c.category, c.produce, c.county_code, c.village_code, c.county_name, c.village_name, c.picture,
                        c.producer_name, c.no_reason_return
                    from product_card c
                    where c.version_id = s.version_id and c.county_code = s.county_code and c.price_from_fen = s.price_fen
                        and not exists (select 1
                                        from version_sku d
                                        where d.version_id = s.version_id and d.county_code = s.county_code and d.price_fen = s.price_fen and d.sku_id < s.sku_id)
                    offset 0) p
where (s.price_fen, s.version_id) > ($1::bigint, $2::bigint)
order by s.price_fen, s.version_id
limit $3::bigint
