-- Puts a listing's version on sale onto the lists, and counts it; it stands on none, and its SKUs' stock is locked. $1 listing id. Columns: none.
-- Index: listing_version_one_on_sale, primary keys. It is product_now of one listing; `offset 0` keeps the prices of all others out of it.
with put as (
    insert into product (listing_id, county_code, version_id, producer_id, station_id, category, produce, picture, season_from, season_to, keeps_days, price_fen,
        in_stock, low_skus)
    select v.listing_id, v.county_code, v.id, l.producer_id, l.station_id, v.category, v.produce, v.picture, v.season_from, v.season_to, coalesce(v.shelf_life_days, 0),
        x.price_from_fen, x.in_stock, x.low_skus
    from listing_version v
    join listing l on l.id = v.listing_id and l.county_code = v.county_code
    cross join lateral (select y.price_from_fen, y.in_stock, y.low_skus from version_price y where y.version_id = v.id and y.county_code = v.county_code offset 0) x
    where v.listing_id = $1::bigint and v.state = 'on_sale'
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
