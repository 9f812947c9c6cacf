-- Locks buyers' trades for paying, in the order given. $1 trades (ascending), $2 their buyers.
-- Reads all of organisation: of those that are not active, which are few (organisation_not_active).
-- Index: primary key, sale_order_trade, order_line_order, reservation primary key.
-- Not by `exists`, which for many trades may be planned as one reading of all orders.
-- Columns: position (from 1; trades of somebody else have no row), county_code, state, total_fen, expires_us, description (the first line's title),
-- stopped (boxes of it come from a lot that is not open), seller_stopped (a producer or station of it is not active). Times in microseconds since 1970.
select n.position, t.county_code, t.state, t.total_fen, (extract(epoch from t.expires_at) * 1000000)::bigint as expires_us,
       left((select l.title from sale_order o join order_line l on l.order_id = o.id and l.county_code = o.county_code
             where o.trade_id = t.id order by o.id, l.line_no limit 1), 60) as description,
       coalesce((select true
                 from sale_order o
                 join order_line l on l.order_id = o.id and l.county_code = o.county_code
                 join reservation r on r.line_id = l.id and r.county_code = l.county_code
                 join lot b on b.id = r.lot_id and b.county_code = r.county_code
                 where o.trade_id = t.id and r.quantity > r.released + r.sold and b.state <> 'open'
                 limit 1), false) as stopped,
       coalesce((select true
                 from sale_order o
                 join organisation p on p.id in (o.producer_id, o.station_id) and p.county_code = o.county_code
                 where o.trade_id = t.id and p.state <> 'active'
                 limit 1), false) as seller_stopped
from (select unnest($1::bigint[]) as trade_id, unnest($2::bigint[]) as buyer_id, generate_subscripts($1::bigint[], 1) as position) n
cross join lateral (
    select h.id, h.county_code, h.state, h.total_fen, h.expires_at
    from trade h
    where h.id = n.trade_id and h.buyer_id = n.buyer_id
    for no key update
) t
