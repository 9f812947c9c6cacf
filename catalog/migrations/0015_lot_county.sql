-- A county's lots, newest first, for its station.
create index lot_county on lot (county_code, id);
