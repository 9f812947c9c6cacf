-- The boxes of a parcel. $1 parcel id. Columns: line_id, lot_id, sku_id, quantity. Index: parcel_item primary key.
select i.line_id, i.lot_id, i.sku_id, i.quantity
from parcel_item i
where i.parcel_id = $1
order by i.line_id, i.lot_id
