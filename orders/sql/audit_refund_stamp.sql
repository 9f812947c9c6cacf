-- What refunds give back of orders, and boxes that were changed for those of another lot, that are not as they were written. $1 stamp key, $2 from which id on. Columns: subject, detail.
select 'refund:' || t.refund_id as subject, 'does not fit its stamp' as detail
from order_refund t
where t.refund_id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'refund:' || t.refund_id || ' line ' || t.line_id, 'does not fit its stamp'
from refund_line t
where t.refund_id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'line:' || t.line_id || ' boxes moved', 'does not fit its stamp'
from reservation_move t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
