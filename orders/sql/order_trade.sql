-- The trade that an order is part of. $1 order. Columns: trade_id. Index: sale_order primary key.
select o.trade_id
from sale_order o
where o.id = $1
