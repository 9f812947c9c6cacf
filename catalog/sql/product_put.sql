-- Puts a listing's version on sale onto the lists, and counts it; it stands on none, and its SKUs' stock is locked. $1 listing id. Columns: none.
-- Index: listing_version_one_on_sale, primary keys.
with put as (
    insert into product (listing_id, county_code, version_id, producer_id, station_id, category, produce, picture, season_from, season_to, keeps_days, price_fen,
        in_stock)
    select n.listing_id, n.county_code, n.version_id, n.producer_id, n.station_id, n.category, n.produce, n.picture, n.season_from, n.season_to, n.keeps_days,
        n.price_fen, n.in_stock
    from product_now n
    where n.listing_id = $1::bigint
    returning county_code, producer_id, station_id, category, produce, picture, season_from, season_to
), kind as (
    insert into product_kind as k (county_code, category, produce, picture, season_from, season_to, products)
    select u.county_code, u.category, u.produce, u.picture, u.season_from, u.season_to, 1
    from put u
    on conflict (county_code, category, produce, picture, season_from, season_to) do update set products = k.products + 1
)
insert into product_seller as s (producer_id, county_code, station_id, products)
select u.producer_id, u.county_code, u.station_id, 1
from put u
on conflict (county_code, producer_id, station_id) do update set products = s.products + 1
