-- Adds a packed parcel. $1 id, $2 county code, $3 order id, $4 station id, $5 grams, $6 who packed it, $7 stamp key. Columns: none.
insert into parcel (id, county_code, order_id, station_id, weight_g, packed_by, stamp)
values ($1::bigint, $2::text, $3::bigint, $4::bigint, $5::bigint, $6::bigint,
        row_stamp($7::bytea, record_send(row('parcel'::text, $1::bigint, $2::text, $3::bigint, $4::bigint, $5::bigint, $6::bigint, ''::text, null::text))))
