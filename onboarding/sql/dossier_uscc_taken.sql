-- Whether a credit code stands for somebody else already. $1 credit code, $2 this dossier, $3 its organisation (0 = none).
-- Columns: organisation (one has it), dossier (another is under way). Index: organisation_uscc_unique, dossier_uscc.
select exists (select from organisation o where o.uscc = $1 and o.id <> $3::bigint) as organisation,
    exists (select from dossier d where d.uscc = $1 and d.id <> $2::bigint and d.purpose = 'apply' and d.state not in ('draft', 'withdrawn', 'in_force')) as dossier
