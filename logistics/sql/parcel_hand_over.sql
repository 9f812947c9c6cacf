-- Notes carrier and waybill of a packed parcel; its row is locked. $1 parcel id, $2 carrier, $3 number, $4 stamp key. Columns: none. Index: parcel primary key.
update parcel
set state = 'handed_over', carrier = $2::text, waybill_no = $3::text, handed_over_at = now(),
    stamp = row_stamp($4::bytea, record_send(row('parcel'::text, id, county_code, order_id, station_id, weight_g, packed_by, $2::text, $3::text)))
where id = $1 and state = 'packed'
