-- An account's second factor. $1 account. Columns: secret_sealed, last_step, confirmed. Index: second_factor primary key.
select secret_sealed, last_step, confirmed_at is not null as confirmed
from second_factor
where account_id = $1
