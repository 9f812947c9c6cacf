-- What is in a parcel. $1 parcel id, $2 county code, $3 order line ids, $4 lot ids, $5 SKU ids, $6 boxes, $7 trace codes, $8 villages, $9 days of harvest,
-- $10 stamp key.
-- Columns: none.
insert into parcel_item (parcel_id, county_code, line_id, lot_id, sku_id, quantity, trace_code, village_code, harvested_on, stamp)
select $1::bigint, $2::text, n.line_id, n.lot_id, n.sku_id, n.quantity, n.trace_code, n.village_code, n.harvested_on::date,
       row_stamp($10::bytea, record_send(row('parcel_item'::text, $1::bigint, $2::text, n.line_id, n.lot_id, n.sku_id, n.quantity, n.trace_code,
                                            n.village_code, n.harvested_on::date)))
from (select unnest($3::bigint[]) as line_id, unnest($4::bigint[]) as lot_id, unnest($5::bigint[]) as sku_id, unnest($6::bigint[]) as quantity,
             unnest($7::text[]) as trace_code, unnest($8::text[]) as village_code, unnest($9::text[]) as harvested_on) n
