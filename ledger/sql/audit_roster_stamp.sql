-- Rosters whose places are not those they were written with, and withheld shares that are not as they were written. $1 stamp key. Columns: subject, detail.
select 'roster:' || t.id as subject, 'does not fit its ' || case when t.digest = roster_digest(t.id) then 'stamp' else 'digest' end as detail
from roster t
where t.digest is distinct from roster_digest(t.id) or t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'withheld:' || t.id, 'does not fit its stamp'
from withheld_share t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
