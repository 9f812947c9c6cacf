-- Dossiers, papers, shareholders, decisions and objections that are not as they were written. $1 stamp key. Columns: subject, detail.
select 'dossier:' || t.id as subject, 'does not fit its stamp' as detail
from dossier t
where t.round > 0 and t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'dossier:' || t.dossier_id, 'paper ' || t.place || ' does not fit its stamp'
from dossier_paper t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'dossier:' || t.dossier_id, 'share ' || t.place || ' does not fit its stamp'
from dossier_share t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'dossier:' || t.dossier_id, 'a decision does not fit its stamp'
from dossier_decision t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
union all
select 'dossier:' || t.dossier_id, 'an objection does not fit its stamp'
from dossier_objection t
where t.stamp is distinct from row_stamp($1::bytea, stamp_bytes(t))
limit 20
