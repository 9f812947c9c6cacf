-- Locks, in order, what lists show of the listings of SKUs of which boxes came back to a row that had fewer than ten. $1 SKU ids, $2 lot ids, $3 quantities that came back.
-- Columns: listing_id (of no interest). Index: stock, sku and product primary keys.
select p.listing_id
from (select n.sku_id, n.lot_id, sum(n.quantity)::bigint as quantity
      from (select unnest($1::bigint[]) as sku_id, unnest($2::bigint[]) as lot_id, unnest($3::bigint[]) as quantity) n
      group by n.sku_id, n.lot_id) m
join stock s on s.sku_id = m.sku_id and s.lot_id = m.lot_id
join sku k on k.id = m.sku_id and k.county_code = s.county_code
join product p on p.listing_id = k.listing_id and p.county_code = k.county_code
where s.available < m.quantity + 10
order by p.listing_id
for no key update of p
