-- What the desks decided, newest first. $1 dossier. Columns: round, step, decision, actor_name, note, faults, decided_at. Index: dossier_decision_dossier.
select d.round, d.step, d.decision, a.display_name as actor_name, d.note, d.faults, d.decided_at
from dossier_decision d
join account a on a.id = d.account_id
where d.dossier_id = $1
order by d.id desc
limit 60
