-- Works out anew at which price the listings of SKUs are listed, whether they are in stock and how many SKUs are nearly sold out; they are locked. $1 SKU ids. Columns: none.
-- Index: primary keys, stock_sellable. Each listing is worked out once, whatever number of its SKUs there are; `offset 0` keeps the prices of all others out of it.
with moved as (
    update product p
    set price_fen = n.price_fen, in_stock = n.in_stock, low_skus = n.low_skus
    from (select q.listing_id, q.county_code, x.price_from_fen as price_fen, x.in_stock, x.low_skus
          from (select distinct k.listing_id, k.county_code from sku k where k.id = any ($1::bigint[])) k
          join product q on q.listing_id = k.listing_id and q.county_code = k.county_code
          cross join lateral (select y.price_from_fen, y.in_stock, y.low_skus from version_price y where y.version_id = q.version_id and y.county_code = q.county_code offset 0) x) n
    where p.listing_id = n.listing_id and p.county_code = n.county_code and (p.price_fen <> n.price_fen or p.in_stock <> n.in_stock or p.low_skus <> n.low_skus)
    returning p.listing_id, p.county_code, p.price_fen
)
update product_text t
set price_fen = m.price_fen
from moved m
where t.listing_id = m.listing_id and t.county_code = m.county_code and t.price_fen <> m.price_fen
