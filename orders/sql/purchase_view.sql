-- One order as its buyer sees it. $1 order, $2 hours after which it completes by itself once all is signed for, $3 its trade (bound, as no branch of a view is given
-- what a join binds).
-- Columns: order_id, trade_id, trade_orders (orders of the same payment), state, phase, county_code, county_name, producer_id, producer_name, station_id,
-- station_name, region_code, goods_fen, freight_fen, total_fen, freight_refunded_fen, refunded_fen, households_fen, placed_at, expires_at, paid_at, shipped_at,
-- signed_at, completed_at, completes_at, closed_at, refunds_open, waiting_boxes (paid, their lot is held), changed_boxes (of another lot than at
-- first), stopped (producer or station when it is not active, the station first, else ''), _buyer_id, _parcels, _parcels_packed, _to_pack. Index: primary keys, sale_order_trade, order_line_order,
-- reservation_move_order.
select o.id as order_id, o.trade_id, (select count(*) from sale_order x where x.trade_id = o.trade_id) as trade_orders, o.state,
    p.phase, o.county_code, c.name as county_name, o.producer_id, g.name as producer_name, o.station_id, s.name as station_name,
    o.region_code,
    o.goods_fen, o.freight_fen, o.goods_fen + o.freight_fen as total_fen, o.freight_refunded_fen, p.refunded_fen,
    coalesce((select sum(a.amount_fen - a.reversed_fen)
              from attribution_entry a
              where a.order_id = $1 and a.county_code = o.county_code and a.state <> 'withheld'), 0)::bigint as households_fen,
    o.placed_at, p.expires_at, o.paid_at, p.shipped_at, p.signed_at, o.completed_at,
    case when o.state = 'paid' then p.signed_at + make_interval(hours => $2::bigint::int) end as completes_at, p.closed_at, p.refunds_open,
    (select coalesce(sum(r.quantity - r.released - r.sold), 0)
     from order_line l
     join reservation r on r.line_id = l.id and r.county_code = l.county_code
     join lot t on t.id = r.lot_id and t.county_code = r.county_code
     where l.order_id = o.id and l.county_code = o.county_code and o.state = 'paid' and t.state = 'held')::bigint as waiting_boxes,
    (select coalesce(sum(m.quantity), 0) from reservation_move m where m.order_id = o.id and m.county_code = o.county_code)::bigint as changed_boxes,
    case when s.state <> 'active' then 'station' when g.state <> 'active' then 'producer' else '' end as stopped,
    o.buyer_id as _buyer_id, p.parcels as _parcels, p.parcels_packed as _parcels_packed, p.to_pack as _to_pack
from sale_order o
cross join lateral (select x.phase, x.refunded_fen, x.expires_at, x.shipped_at, x.signed_at, x.closed_at, x.refunds_open, x.parcels, x.parcels_packed, x.to_pack
                    from purchase x
                    where x.trade_id = $3 and (x.order_id is null or x.order_id = $1)) p
join organisation g on g.id = o.producer_id and g.county_code = o.county_code
join organisation s on s.id = o.station_id and s.county_code = o.county_code
left join region c on c.code = o.county_code and c.level = 3
where o.id = $1
