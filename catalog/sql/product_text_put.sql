-- What words of a listing on sale are looked for in, and what is counted beside them; it stands on the lists, and nothing is there of it. $1 listing id.
-- Columns: none. Index: primary keys.
with facet as (
    insert into product_facet as f (id, county_code, producer_id, station_id, category, season_from, season_to)
    select n.id, n.county_code, n.producer_id, n.station_id, n.category, n.season_from, n.season_to
    from product_facet_now n
    where n.listing_id = $1::bigint
    on conflict do nothing
)
insert into product_text (listing_id, facet_id, price_fen, county_code, text)
select n.listing_id, n.facet_id, n.price_fen, n.county_code, n.text
from product_text_now n
where n.listing_id = $1::bigint
