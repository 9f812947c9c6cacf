-- $1 id. Primary key.
-- Columns: id, display_name, _phone (sealed), created_at.
select id, display_name, phone_sealed as _phone, created_at
from account
where id = $1
