-- Parcels that wait for a carrier are few beside all parcels of a station.
create index parcel_packed on parcel (station_id, id) where state = 'packed';
