-- Paid orders with something to pack or to send whose station is not active, so that nobody may, newest first. $1 cursor (orders below it), $2 limit.
-- Columns: order_id, trade_id, state, county_code, producer_id, producer_name, station_id, goods_fen, freight_fen, total_fen, freight_refunded_fen,
-- region_code, placed_at, paid_at, completed_at, lines (JSON). Scans organisation, which is small. Index: sale_order_station,
-- order_line_order, parcel_order.
select o.id as order_id, o.trade_id, o.state, o.county_code, o.producer_id, p.name as producer_name, o.station_id, o.goods_fen, o.freight_fen,
       o.goods_fen + o.freight_fen as total_fen, o.freight_refunded_fen, o.region_code, o.placed_at, o.paid_at, o.completed_at,
       (select jsonb_agg(jsonb_build_object('line_id', l.id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity - l.refunded_quantity) order by l.line_no)
        from order_line l where l.order_id = o.id and l.county_code = o.county_code) as lines
from organisation s
cross join lateral (
    select h.id, h.trade_id, h.state, h.county_code, h.producer_id, h.station_id, h.goods_fen, h.freight_fen, h.freight_refunded_fen, h.region_code, h.placed_at,
        h.paid_at, h.completed_at
    from sale_order h
    where h.station_id = s.id and h.county_code = s.county_code and h.state = 'paid' and h.id < $1::bigint
        and (exists (select 1 from order_line l join reservation r on r.line_id = l.id and r.county_code = l.county_code
                     where l.order_id = h.id and l.county_code = h.county_code and r.quantity > r.released + r.sold)
             or exists (select 1 from parcel x where x.order_id = h.id and x.county_code = h.county_code and x.state = 'packed'))
    order by h.id desc
    limit $2::bigint) o
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
where s.kind = 'station' and s.state <> 'active'
order by o.id desc
limit $2::bigint
