-- An attempt by id. $1 id. Columns: id, number, provider, code_url, state. Index: primary key.
select id, number, provider, code_url, state
from payment_attempt
where id = $1
