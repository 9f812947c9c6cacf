-- What buyers hold and did not pay for, and how often they cancelled within the last hour. $1 buyers, $2 their trades from which id on. Columns: buyer_id, count, total_fen,
-- boxes, cancels, is_closed (the account is). Index: trade_buyer, account primary key.
-- Each buyer is looked up alone: of a table that was empty when the plan was made, and it is kept, the planner would read every trade.
select b.id as buyer_id, count(u.id) filter (where u.held) as count, coalesce(sum(u.total_fen) filter (where u.held), 0)::bigint as total_fen,
    coalesce(sum(u.boxes) filter (where u.held), 0)::bigint as boxes, count(u.id) filter (where not u.held) as cancels,
    exists (select 1 from account a where a.id = b.id and a.state = 'erased') as is_closed
from (select distinct unnest($1::bigint[])) as b (id)
left join lateral (
    select t.id, t.total_fen, t.boxes, t.state = 'placed' as held
    from trade t
    where t.buyer_id = b.id and t.id >= $2::bigint
        and (t.state = 'placed' or t.state = 'cancelled' and t.cancel_reason = 'buyer cancelled' and t.cancelled_at > now() - interval '1 hour')) u on true
group by b.id
