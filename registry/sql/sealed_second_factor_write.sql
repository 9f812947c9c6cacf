-- Writes sealed secrets of second factors anew. $1 accounts, $2 secret_sealed as it was, $3 as it is to be. Columns: row. Index: second_factor primary key.
update second_factor t
set secret_sealed = fresh.secret
from (select unnest($1::bigint[]) as account_id, unnest($2::bytea[]) as secret_was, unnest($3::bytea[]) as secret) fresh
where t.account_id = fresh.account_id and t.secret_sealed = fresh.secret_was
returning t.account_id as row
