-- What is in a parcel. $1 parcel id, $2 county code, $3 order line ids, $4 lot ids, $5 SKU ids, $6 boxes, $7 trace codes, $8 villages, $9 days of harvest,
-- $10 stamp key.
-- Columns: none.
insert into parcel_item (parcel_id, county_code, line_id, lot_id, sku_id, quantity, trace_code, village_code, harvested_on, stamp)
select $1::bigint, $2::text, n.line_id, n.lot_id, n.sku_id, n.quantity, n.trace_code, n.village_code, n.harvested_on::date,
       row_stamp($10::bytea, record_send(row('parcel_item'::text, $1::bigint, $2::text, n.line_id, n.lot_id, n.sku_id, n.quantity, n.trace_code,
                                            n.village_code, n.harvested_on::date)))
from unnest($3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[], $9::text[])
     as n (line_id, lot_id, sku_id, quantity, trace_code, village_code, harvested_on)
