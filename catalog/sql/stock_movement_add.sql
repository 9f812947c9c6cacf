-- Notes boxes that came in or were written off. $1 id, $2 county code, $3 SKU id, $4 lot id, $5 kind ('receive', 'write_off'), $6 boxes, $7 actor, $8 reason,
-- $9 stamp key. Columns: none.
insert into stock_movement (id, county_code, sku_id, lot_id, kind, quantity, actor_id, reason, stamp)
values ($1::bigint, $2::text, $3::bigint, $4::bigint, $5::text, $6::bigint, $7::bigint, $8::text,
        row_stamp($9::bytea, record_send(row('stock_movement'::text, $1::bigint, $2::text, $3::bigint, $4::bigint, $5::text, $6::bigint, $7::bigint, $8::text))))
