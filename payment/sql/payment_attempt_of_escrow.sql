-- The attempt whose money filled an escrow. $1 escrow (never 0). Columns: attempt_id. Index: transfer_order.
select cause_id as attempt_id
from transfer
where order_id = $1 and order_id <> 0 and kind = 'capture'
