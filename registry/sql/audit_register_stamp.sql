-- Households, their members, what the register said of them, what they agreed to, notes of visits, organisations, and moves from dead codes that are not as they were written. $1 stamp key. Columns: subject, detail.
select 'household:' || t.id as subject, 'does not fit its stamp' as detail
from household t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'member:' || t.id, 'does not fit its stamp'
from household_member t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'household_version:' || t.id, 'does not fit its stamp'
from household_version t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'household_consent:' || t.id, 'does not fit its stamp'
from household_consent t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'household_note:' || t.id, 'does not fit its stamp'
from household_note t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'organisation:' || t.id, 'does not fit its stamp'
from organisation t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'region_move:' || t.id, 'does not fit its stamp'
from region_move t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
