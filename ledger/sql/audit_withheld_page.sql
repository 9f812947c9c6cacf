-- What is withheld of orders, as it is stamped. $1 the first order, $2 the last. Binary columns: order_id, content. Index: withheld_share primary key.
select w.order_id, stamp_bytes(w) as content
from withheld_share w
where w.order_id between $1 and $2
order by w.order_id, w.line_id, w.pool_no, w.place
