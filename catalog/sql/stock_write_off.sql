-- Available boxes are written off; the row is locked. $1 SKU id, $2 lot id, $3 boxes. Columns: none. Index: stock primary key.
update stock set available = available - $3::bigint, written_off = written_off + $3::bigint where sku_id = $1 and lot_id = $2
