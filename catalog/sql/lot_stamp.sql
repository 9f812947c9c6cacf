-- Stamps what was just written of lots: themselves with their suppliers, losses, movements of their boxes. $1 stamp key, $2 lots. Columns: none.
-- Index: lot primary key, lot_loss_lot, sku_spec_unique, stock_movement_stock.
with lots as (
    update lot t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.id = any ($2::bigint[]) and t.stamp is null
), losses as (
    update lot_loss t set stamp = row_stamp($1::bytea, stamp_bytes(t))
    where t.lot_id = any ($2::bigint[]) and t.stamp is null
)
update stock_movement t set stamp = row_stamp($1::bytea, stamp_bytes(t))
from lot l
join sku k on k.listing_id = l.listing_id and k.county_code = l.county_code
where l.id = any ($2::bigint[]) and t.sku_id = k.id and t.lot_id = l.id and t.county_code = l.county_code and t.stamp is null
