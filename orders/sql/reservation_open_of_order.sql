-- Reserved boxes of an order, not yet packed or given back. $1 order. Index: order_line_order, reservation primary key.
-- Columns: line_id, lot_id, sku_id, quantity, lot_open, trace_code, village_code, harvested_on.
select r.line_id, r.lot_id, r.sku_id, r.quantity - r.released - r.sold as quantity, t.state = 'open' as lot_open, t.trace_code, t.village_code,
       t.harvested_on::text as harvested_on
from order_line l
join reservation r on r.line_id = l.id and r.county_code = l.county_code
join lot t on t.id = r.lot_id and t.county_code = r.county_code
where l.order_id = $1 and r.quantity > r.released + r.sold
order by l.line_no, r.lot_id
