-- What a county's producers sold (was paid for), newest first. $1 county code, $2 cursor (orders below it), $3 limit, $4 state ('' = any),
-- $5 producer (0 = any).
-- Columns: order_id, trade_id, state, county_code, producer_id, producer_name, station_id, goods_fen, freight_fen, total_fen, freight_refunded_fen,
-- region_code, placed_at, paid_at, completed_at, lines (JSON). Index: organisation_county,
-- sale_order_producer: each producer brings its newest ones.
select o.id as order_id, o.trade_id, o.state, o.county_code, o.producer_id, p.name as producer_name, o.station_id, o.goods_fen, o.freight_fen,
       o.goods_fen + o.freight_fen as total_fen, o.freight_refunded_fen, o.region_code, o.placed_at, o.paid_at, o.completed_at,
       (select jsonb_agg(jsonb_build_object('line_id', l.id::text, 'title', l.title, 'spec', l.spec, 'quantity', l.quantity - l.refunded_quantity) order by l.line_no)
        from order_line l where l.order_id = o.id and l.county_code = o.county_code) as lines
from organisation p
cross join lateral (select x.id, x.trade_id, x.state, x.county_code, x.producer_id, x.station_id, x.goods_fen, x.freight_fen, x.freight_refunded_fen,
                           x.region_code, x.placed_at, x.paid_at, x.completed_at
                    from sale_order x
                    where x.producer_id = p.id and x.county_code = p.county_code and x.paid_at is not null and x.id < $2::bigint and ($4::text = '' or x.state = $4::text)
                    order by x.id desc
                    limit $3::bigint) o
where p.county_code = $1 and ($5::bigint = 0 or p.id = $5::bigint)
order by o.id desc
limit $3::bigint
