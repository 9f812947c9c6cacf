-- Locks the stock of all SKUs that a listing ever had, in order. $1 listing id. Columns: sku_id. Index: sku_spec_unique.
select k.id as sku_id
from sku k
where k.listing_id = $1
order by k.id
for no key update
