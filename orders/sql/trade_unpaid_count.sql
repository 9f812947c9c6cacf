-- What buyers hold and did not pay for, and how often they cancelled within the last hour. $1 buyers. Columns: buyer_id, count, total_fen, boxes, cancels.
-- Index: trade_unpaid, sale_order_trade, order_line_order, trade_cancelled.
-- Each buyer is looked up alone: of a table that was empty when the plan was made, and it is kept, the planner would read every unpaid trade.
select b.id as buyer_id, u.count, u.total_fen, u.boxes, c.cancels
from (select distinct unnest($1::bigint[])) as b (id)
cross join lateral (
    select count(*) as count, coalesce(sum(t.total_fen), 0)::bigint as total_fen,
           coalesce(sum((select sum(l.quantity)
                         from sale_order o
                         join order_line l on l.order_id = o.id and l.county_code = o.county_code
                         where o.trade_id = t.id)), 0)::bigint as boxes
    from trade t
    where t.buyer_id = b.id and t.state = 'placed') u
cross join lateral (
    select count(*) as cancels
    from trade t
    where t.buyer_id = b.id and t.state = 'cancelled' and t.cancel_reason = 'buyer cancelled' and t.cancelled_at > now() - interval '1 hour') c
