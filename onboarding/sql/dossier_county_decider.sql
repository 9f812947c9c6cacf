-- Who let a dossier pass at the last desk of its newest round. $1 dossier. Columns: account_id. Index: dossier_decision_dossier.
select account_id
from dossier_decision
where dossier_id = $1 and decision = 'pass'
order by id desc
limit 1
