-- An account as its owner sees it. $1 id. Columns: account_id, display_name, _phone (sealed), created_at, password_set_at (null = it has none). Index:
-- primary keys of account and password.
select a.id as account_id, a.display_name, a.phone_sealed as _phone, a.created_at, p.set_at as password_set_at
from account a
left join password p on p.account_id = a.id
where a.id = $1
