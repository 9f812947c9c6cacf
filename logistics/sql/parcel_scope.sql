-- Whose a parcel is. $1 parcel id. Columns: order_id, station_id, county_code. Index: parcel primary key.
select p.order_id, p.station_id, p.county_code from parcel p where p.id = $1
