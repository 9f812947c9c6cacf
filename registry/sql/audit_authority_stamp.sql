-- Registrations and authorities that are not as they were recorded, or are in force without another's word. $1 stamp key. Columns: subject, detail.
select 'proxy_authority:' || t.id as subject, 'does not fit its stamp' as detail
from proxy_authority t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'proxy_authority:' || t.id, 'is in force and nobody confirmed it'
from proxy_authority t
where t.state = 'in_force' and t.confirmed_by is null
union all
select 'registration:' || t.id, 'does not fit its stamp'
from registration t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
