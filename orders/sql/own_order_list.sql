-- A buyer's orders for the copy of their data, newest first, with what was given back, where parcels went and who opened the address. A trade's orders may be
-- of several counties. $1 the buyer's trades, $2 cursor (orders below it), $3 limit. Columns: order_id, trade_id, state, producer_name, station_name, goods_fen, freight_fen,
-- freight_refunded_fen, region_code, _address_sealed, placed_at, paid_at, completed_at, address_deleted_at, lines, refunds, parcels, address_read.
-- Index: sale_order_trade, order_line_order, order_refund_order, parcel_order, access_trail_subject.
select o.id as order_id, o.trade_id, o.state, p.name as producer_name, s.name as station_name, o.goods_fen, o.freight_fen, o.freight_refunded_fen,
    o.region_code, o.address_sealed as _address_sealed, o.placed_at, o.paid_at, o.completed_at, o.address_deleted_at,
    (select coalesce(jsonb_agg(jsonb_build_object('listing_id', l.listing_id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity,
            'paid_fen', l.paid_fen, 'refunded_quantity', l.refunded_quantity, 'refunded_fen', l.refunded_fen) order by l.line_no), '[]')
     from order_line l
     where l.order_id = o.id and l.county_code = o.county_code) as lines,
    (select coalesce(jsonb_agg(jsonb_build_object('refund_id', r.id::text, 'amount_fen', r.total_fen, 'state', r.state, 'reason', r.reason,
            'created_at', r.created_at, 'done_at', r.done_at) order by r.id), '[]')
     from order_refund f
     join refund r on r.id = f.refund_id and r.county_code = f.county_code
     where f.order_id = o.id and f.county_code = o.county_code) as refunds,
    (select coalesce(jsonb_agg(jsonb_build_object('carrier', x.carrier, 'waybill_no', x.waybill_no, 'state', x.state, 'handed_over_at', x.handed_over_at,
            'signed_at', x.signed_at) order by x.id), '[]')
     from parcel x
     where x.order_id = o.id and x.county_code = o.county_code and x.state <> 'unpacked') as parcels,
    (select coalesce(jsonb_agg(jsonb_build_object('purpose', e.purpose, 'fields', e.fields, 'read_at', e.at) order by e.id), '[]')
     from access_trail e
     where e.subject_id = o.id and e.subject = 'order' and e.county_code = o.county_code) as address_read
from sale_order o
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
join organisation s on s.id = o.station_id and s.county_code = o.county_code
where o.trade_id = any ($1::bigint[]) and o.id < $2::bigint
order by o.id desc
limit $3::bigint
