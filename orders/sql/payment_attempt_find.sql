-- An attempt by id. $1 id. Columns: id, number, provider, code_url.
select id, number, provider, code_url
from payment_attempt
where id = $1
