-- Locks a lot. $1 lot id. Columns: county_code, listing_id, state. Index: lot primary key.
select t.county_code, t.listing_id, t.state
from lot t
where t.id = $1
for no key update
