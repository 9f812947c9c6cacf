-- The parcels of an order with boxes and tracking, without those that were unpacked again. $1 order id.
-- Columns: parcel_id, id, order_id, station_id, county_code, state, weight_g, carrier, waybill_no, packed_at, handed_over_at, signed_at,
-- items (JSON), tracking (JSON). Index: parcel_order.
select p.id as parcel_id, p.id, p.order_id, p.station_id, p.county_code, p.state, p.weight_g, p.carrier, p.waybill_no, p.packed_at, p.handed_over_at, p.signed_at,
    (select json_agg(json_build_object('line_id', i.line_id::text, 'lot_id', i.lot_id::text, 'trace_code', i.trace_code, 'village_code', i.village_code,
            'harvested_on', i.harvested_on, 'sku_id', i.sku_id::text, 'quantity', i.quantity) order by i.line_id, i.lot_id)
     from parcel_item i
     where i.parcel_id = p.id and i.county_code = p.county_code) as items,
    (select coalesce(json_agg(json_build_object('state', e.state, 'happened_at', e.happened_at, 'text', e.text) order by e.happened_at desc, e.received_at desc),
            '[]')
     from tracking_event e
     where e.parcel_id = p.id and e.county_code = p.county_code) as tracking
from parcel p
where p.order_id = $1 and p.state <> 'unpacked'
order by p.id
