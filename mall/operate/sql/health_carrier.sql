-- When the carriers were last heard of. Columns: carrier_heard_at. Indexes: primary keys: looked for among the newest 200 parcels.
select max(e.received_at) as carrier_heard_at
from (select id, county_code from parcel order by id desc limit 200) c
join tracking_event e on e.parcel_id = c.id and e.county_code = c.county_code
