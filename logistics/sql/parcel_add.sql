-- Adds a packed parcel. $1 id, $2 county code, $3 order id, $4 station id, $5 grams, $6 who packed it. Columns: none.
insert into parcel (id, county_code, order_id, station_id, weight_g, packed_by)
values ($1, $2, $3, $4, $5, $6)
