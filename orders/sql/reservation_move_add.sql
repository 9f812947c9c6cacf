-- Notes that boxes of a line were changed for those of another lot. $1 id, $2 county, $3 order, $4 line, $5 lot before, $6 lot now, $7 boxes, $8 stamp key.
-- Columns: none.
insert into reservation_move (id, county_code, order_id, line_id, from_lot_id, to_lot_id, quantity, at, stamp)
values ($1::bigint, $2::text, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::bigint, now(),
        row_stamp($8::bytea, record_send(row('reservation_move'::text, $1::bigint, $2::text, $3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::bigint, now()))))
