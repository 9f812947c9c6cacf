-- What was sold (was paid for) anywhere, newest first. $1 state ('' = any), $2 cursor (orders below it), $3 limit.
-- Columns: order_id, trade_id, state, county_code, producer_id, producer_name, station_id, goods_fen, freight_fen, total_fen, freight_refunded_fen,
-- region_code, placed_at, paid_at, completed_at, lines (JSON). Index: sale_order primary key,
-- backwards.
select o.id as order_id, o.trade_id, o.state, o.county_code, o.producer_id, p.name as producer_name, o.station_id, o.goods_fen, o.freight_fen,
       o.goods_fen + o.freight_fen as total_fen, o.freight_refunded_fen, o.region_code, o.placed_at, o.paid_at, o.completed_at,
       (select jsonb_agg(jsonb_build_object('line_id', l.id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity - l.refunded_quantity) order by l.line_no)
        from order_line l where l.order_id = o.id and l.county_code = o.county_code) as lines
from sale_order o
join organisation p on p.id = o.producer_id and p.county_code = o.county_code
where o.paid_at is not null and o.id < $2::bigint and ($1::text = '' or o.state = $1::text)
order by o.id desc
limit $3::bigint
