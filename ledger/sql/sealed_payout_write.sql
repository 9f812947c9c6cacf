-- Writes sealed payees of payouts anew. $1 ids, $2 payee_sealed as it was, $3 as it is to be. Columns: row. Index: payout primary key.
update payout t
set payee_sealed = fresh.payee
from (select unnest($1::bigint[]) as id, unnest($2::bytea[]) as payee_was, unnest($3::bytea[]) as payee) fresh
where t.id = fresh.id and t.payee_sealed is not distinct from fresh.payee_was
returning t.id as row
