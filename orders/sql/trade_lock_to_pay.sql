-- Locks a buyer's trade for paying. $1 trade, $2 buyer. Index: primary key, sale_order_trade, order_line_order.
-- Columns: county_code, state, total_fen, expires_us, description (the first line's title). Times in microseconds since 1970.
select t.county_code, t.state, t.total_fen, (extract(epoch from t.expires_at) * 1000000)::bigint as expires_us,
       left((select l.title from sale_order o join order_line l on l.order_id = o.id and l.county_code = o.county_code
             where o.trade_id = t.id order by o.id, l.line_no limit 1), 60) as description
from trade t
where t.id = $1 and t.buyer_id = $2
for no key update of t
