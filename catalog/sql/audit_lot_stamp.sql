-- Lots with their suppliers, losses and movements of boxes that are not as they were written. $1 stamp key, $2 from which id on. Columns: subject, detail.
select 'lot:' || t.id as subject, 'does not fit its stamp' as detail
from lot t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'loss:' || t.id, 'does not fit its stamp'
from lot_loss t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'movement:' || t.id, 'does not fit its stamp'
from stock_movement t
where t.id >= $2 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
