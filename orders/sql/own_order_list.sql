-- A buyer's orders for the copy of their data, newest first. $1 buyer, $2 at most so many. Columns: order_id, trade_id, state, producer_name, station_name,
-- goods_fen, freight_fen, freight_refunded_fen, region_code, _address_sealed, placed_at, paid_at, completed_at, address_deleted_at, lines. Index: trade_buyer,
-- sale_order_trade, order_line_order.
select o.id as order_id, o.trade_id, o.state, p.name as producer_name, s.name as station_name, o.goods_fen, o.freight_fen, o.freight_refunded_fen,
    o.region_code, o.address_sealed as _address_sealed, o.placed_at, o.paid_at, o.completed_at, o.address_deleted_at,
    (select coalesce(jsonb_agg(jsonb_build_object('listing_id', l.listing_id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity,
            'paid_fen', l.paid_fen, 'refunded_quantity', l.refunded_quantity, 'refunded_fen', l.refunded_fen) order by l.line_no), '[]')
     from order_line l
     where l.order_id = o.id and l.county_code = o.county_code) as lines
from trade t
join sale_order o on o.trade_id = t.id and o.county_code = t.county_code
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
join organisation s on s.id = o.station_id and s.county_code = o.county_code
where t.buyer_id = $1
order by t.id desc, o.id desc
limit $2
