-- A buyer's orders, newest first. $1 buyer, $2 cursor (orders below it), $3 limit, $4 state ('' = any).
-- Columns: order_id, trade_id, state, county_code, producer_id, producer_name, station_id, goods_fen, freight_fen, total_fen, freight_refunded_fen,
-- region_code, placed_at, paid_at, completed_at, lines (JSON). Index: trade_buyer, sale_order_trade.
-- The trades are handed over as an array: where few buyers bought much, somebody who bought nothing would be looked for in all orders.
select o.id as order_id, o.trade_id, o.state, o.county_code, o.producer_id, p.name as producer_name, o.station_id, o.goods_fen, o.freight_fen,
       o.goods_fen + o.freight_fen as total_fen, o.freight_refunded_fen, o.region_code, o.placed_at, o.paid_at, o.completed_at,
       (select jsonb_agg(jsonb_build_object('line_id', l.id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity - l.refunded_quantity) order by l.line_no)
        from order_line l where l.order_id = o.id and l.county_code = o.county_code) as lines
from sale_order o
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
where o.trade_id = any (array(select t.id from trade t where t.buyer_id = $1)) and o.id < $2::bigint and ($4::text = '' or o.state = $4::text)
order by o.id desc
limit $3::bigint
