-- Whether an organisation has a credit code. $1 credit code, $2 another than this one (0 = any). Columns: taken. Index: organisation_uscc_unique.
select exists (select from organisation o where o.uscc = $1 and o.id <> $2::bigint) as taken
