-- Locks what lists show of the listings of SKUs, in order, so that who works it out anew sees what all others did. $1 SKU ids.
-- Columns: listing_id (of no interest). Index: sku and product primary keys.
select p.listing_id
from sku k
join product p on p.listing_id = k.listing_id and p.county_code = k.county_code
where k.id = any ($1::bigint[])
order by p.listing_id
for no key update of p
