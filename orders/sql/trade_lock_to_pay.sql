-- Locks a buyer's trade for paying. $1 trade, $2 buyer.
-- Reads all of organisation: of those that are not active, which are few (organisation_not_active).
-- Index: primary key, sale_order_trade, order_line_order, reservation
-- primary key.
-- Columns: county_code, state, total_fen, expires_us, description (the first line's title),
-- stopped (boxes of it come from a lot that is not open), seller_stopped (a producer or station of it is not active). Times in microseconds since 1970.
select t.county_code, t.state, t.total_fen, (extract(epoch from t.expires_at) * 1000000)::bigint as expires_us,
       left((select l.title from sale_order o join order_line l on l.order_id = o.id and l.county_code = o.county_code
             where o.trade_id = t.id order by o.id, l.line_no limit 1), 60) as description,
       exists (select 1
               from sale_order o
               join order_line l on l.order_id = o.id and l.county_code = o.county_code
               join reservation r on r.line_id = l.id and r.county_code = l.county_code
               join lot b on b.id = r.lot_id and b.county_code = r.county_code
               where o.trade_id = t.id and r.quantity > r.released + r.sold and b.state <> 'open') as stopped,
       exists (select 1
               from sale_order o
               join organisation p on p.id in (o.producer_id, o.station_id) and p.county_code = o.county_code
               where o.trade_id = t.id and p.state <> 'active') as seller_stopped
from trade t
where t.id = $1 and t.buyer_id = $2
for no key update of t
