-- Whether another application with a credit code is under way. $1 credit code, $2 this dossier. Columns: taken. Index: dossier_uscc.
select exists (select from dossier d where d.uscc = $1 and d.id <> $2::bigint and d.purpose = 'apply' and d.state not in ('draft', 'withdrawn', 'in_force')) as taken
