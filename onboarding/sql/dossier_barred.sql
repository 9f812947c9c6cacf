-- Why an account may not decide a step of a dossier. $1 dossier, $2 account, $3 step, $4 organisation (0 = none), $5 credit code.
-- Columns: other_step (decided another step of it), member (has, or had until today, a role in the organisation). Index: dossier_decision_dossier, role_grant_once by account.
select exists (select from dossier_decision d where d.dossier_id = $1 and d.account_id = $2::bigint and d.step <> $3) as other_step,
    exists (select from role_grant g
            join organisation o on o.id = g.org_id
            where g.account_id = $2::bigint and (g.valid_to is null or g.valid_to > now()) and (o.id = $4::bigint or o.uscc = $5)) as member
