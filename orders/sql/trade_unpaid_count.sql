-- Unpaid trades of buyers. $1 buyers. Columns: buyer_id, count. Index: trade_unpaid.
-- Each buyer is looked up alone: of a table that was empty when the plan was made, and it is kept, the planner would read every unpaid trade.
select b.id as buyer_id, (select count(*) from trade t where t.buyer_id = b.id and t.state = 'placed')
from (select distinct unnest($1::bigint[])) as b (id)
