-- Where a lot's boxes went, without parcels that were unpacked again. $1 lot id, $2 cursor (parcels above it), $3 limit. Columns: parcel_id (the cursor), order_id, state, packed_at, items (JSON).
-- Index: parcel_item_lot, parcel primary key.
select p.id as parcel_id, p.order_id, p.state, p.packed_at,
    json_agg(json_build_object('line_id', i.line_id::text, 'sku_id', i.sku_id::text, 'quantity', i.quantity) order by i.line_id) as items
from parcel_item i
join parcel p on p.id = i.parcel_id and p.county_code = i.county_code
where i.lot_id = $1 and i.parcel_id > $2::bigint and p.state <> 'unpacked'
group by p.id, p.order_id, p.state, p.packed_at
order by p.id
limit $3::bigint
