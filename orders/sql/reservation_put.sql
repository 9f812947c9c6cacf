-- Boxes of a line that come from this lot now. $1 line, $2 lot, $3 SKU, $4 county, $5 boxes. Columns: none. Index: reservation primary key.
insert into reservation (line_id, lot_id, sku_id, county_code, quantity)
values ($1::bigint, $2::bigint, $3::bigint, $4::text, $5::bigint)
on conflict on constraint reservation_pkey do update set quantity = reservation.quantity + excluded.quantity
