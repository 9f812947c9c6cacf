-- Takes a listing off the lists and out of the counts, if it stands there. $1 listing id. Columns: none. Index: primary keys.
with gone as (
    delete from product p
    where p.listing_id = $1::bigint
    returning p.county_code, p.producer_id, p.station_id, p.category, p.produce, p.picture, p.season_from, p.season_to
), text as (
    delete from product_text t
    where t.listing_id = $1::bigint
), kind as (
    update product_kind k
    set products = k.products - 1
    from gone g
    where k.county_code = g.county_code and k.category = g.category and k.produce = g.produce and k.picture = g.picture and k.season_from = g.season_from
        and k.season_to = g.season_to
)
update product_seller s
set products = s.products - 1
from gone g
where s.producer_id = g.producer_id and s.station_id = g.station_id and s.county_code = g.county_code
