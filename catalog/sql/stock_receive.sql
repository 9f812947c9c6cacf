-- Boxes of a lot become available; the lot's row is locked. $1 SKU id, $2 lot id, $3 county code, $4 boxes. Columns: none. Index: stock primary key.
insert into stock (sku_id, lot_id, county_code, received, available)
values ($1, $2, $3, $4::bigint, $4::bigint)
on conflict on constraint stock_pkey do update set received = stock.received + excluded.received, available = stock.available + excluded.available
