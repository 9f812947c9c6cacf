-- The attempt that paid an order. $1 order. Index: transfer_order.
-- Columns: id.
select cause_id as id
from transfer
where order_id = $1 and kind = 'capture'
