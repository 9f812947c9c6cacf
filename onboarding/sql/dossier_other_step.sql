-- Whether an account decided another step of a dossier. $1 dossier, $2 account, $3 step. Columns: other_step. Index: dossier_decision_dossier.
select exists (select from dossier_decision d where d.dossier_id = $1 and d.account_id = $2::bigint and d.step <> $3) as other_step
