-- What carriers reported of the next parcels, by the columns that it is stamped by, all of a parcel's at once. $1 after parcel, $2 rows. Binary columns: parcel_id, county_code, event_hash, state,
-- happened_at, text, stamp. Index: tracking_event primary key.
select t.parcel_id, t.county_code, t.event_hash, t.state, t.happened_at, t.text, t.stamp
from tracking_event t
where t.parcel_id > $1
order by t.parcel_id
fetch first $2 rows with ties
