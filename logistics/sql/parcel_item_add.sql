-- What is in a parcel. $1 parcel id, $2 order line ids, $3 lot ids, $4 SKU ids, $5 boxes. Columns: none.
insert into parcel_item (parcel_id, line_id, lot_id, sku_id, quantity)
select $1::bigint, n.line_id, n.lot_id, n.sku_id, n.quantity
from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[]) as n (line_id, lot_id, sku_id, quantity)
