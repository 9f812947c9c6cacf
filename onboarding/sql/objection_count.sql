-- How many objections to a dossier an account, or everybody without one (0), has open. $1 dossier, $2 account. Columns: count. Index: dossier_objection_dossier.
select count(*) as count
from dossier_objection
where dossier_id = $1 and state not in ('dismissed', 'upheld') and coalesce(account_id, 0) = $2::bigint
