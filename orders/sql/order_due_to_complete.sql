-- Paid orders whose last parcel came to its end more than $1 hours ago, longest first. $2 limit. Columns: id. Index: sale_order_ended.
-- Bounded below by what holds for all (-infinity is an order of which nothing was signed for), for the planner's sake: of one bound that it cannot see it expects a third of all paid orders, and would read those that have not ended.
select id
from sale_order
where state = 'paid' and ended_at >= '-infinity' and ended_at < now() - $1::bigint * interval '1 hour'
order by ended_at
limit $2
