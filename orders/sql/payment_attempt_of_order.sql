-- The attempt that paid an order. $1 order. Columns: id. Index: transfer_order.
select cause_id
from transfer
where order_id = $1 and kind = 'capture'
