-- An account as its owner sees it. $1 id. Columns: account_id, display_name, _phone (sealed), created_at. Index: account primary key.
select id as account_id, display_name, phone_sealed as _phone, created_at
from account
where id = $1
