-- Works out anew what lists show of the same listings; they are locked. $1 SKU ids, $2 lot ids, $3 quantities that came back. Columns: none.
-- Where boxes came back to a row that had ten, neither the price nor whether there are any, nor fewer than ten, has changed: most of what is given back.
-- Index: stock, sku and other primary keys, stock_sellable. `offset 0` keeps the prices of all other listings out of it.
with moved as (
    update product p
    set price_fen = n.price_fen, in_stock = n.in_stock, low_skus = n.low_skus
    from (select q.listing_id, q.county_code, x.price_from_fen as price_fen, x.in_stock, x.low_skus
          from (select distinct k.listing_id, k.county_code
                from (select n.sku_id, n.lot_id, sum(n.quantity)::bigint as quantity
                      from (select unnest($1::bigint[]) as sku_id, unnest($2::bigint[]) as lot_id, unnest($3::bigint[]) as quantity) n
                      group by n.sku_id, n.lot_id) m
                join stock s on s.sku_id = m.sku_id and s.lot_id = m.lot_id
                join sku k on k.id = m.sku_id and k.county_code = s.county_code
                where s.available < m.quantity + 10) k
          join product q on q.listing_id = k.listing_id and q.county_code = k.county_code
          cross join lateral (select y.price_from_fen, y.in_stock, y.low_skus from version_price y where y.version_id = q.version_id and y.county_code = q.county_code offset 0) x) n
    where p.listing_id = n.listing_id and p.county_code = n.county_code and (p.price_fen <> n.price_fen or p.in_stock <> n.in_stock or p.low_skus <> n.low_skus)
    returning p.listing_id, p.county_code, p.price_fen
)
update product_text t
set price_fen = m.price_fen
from moved m
where t.listing_id = m.listing_id and t.county_code = m.county_code and t.price_fen <> m.price_fen
