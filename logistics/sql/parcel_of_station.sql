-- A station's parcels, newest first. $1 station, $2 cursor (parcels below it), $3 limit, $4 state ('' = any), $5 carrier ('' = any), $6 day on which it was
-- handed over ('' = any).
-- Columns: parcel_id, order_id, state, weight_g, carrier, waybill_no, packed_at, handed_over_at, signed_at. Index: parcel_station.
select id as parcel_id, order_id, state, weight_g, carrier, waybill_no, packed_at, handed_over_at, signed_at
from parcel
where station_id = $1 and id < $2::bigint and ($4::text = '' or state = $4::text) and ($5::text = '' or carrier = $5::text)
    and ($6::text = '' or (handed_over_at at time zone 'Asia/Shanghai')::date = nullif($6::text, '')::date)
order by id desc
limit $3::bigint
