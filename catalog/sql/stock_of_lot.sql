-- The boxes left of one SKU in one lot; the SKU's stock is locked. $1 SKU id, $2 lot id. Columns: available. Index: stock primary key.
select s.available from stock s where s.sku_id = $1 and s.lot_id = $2
