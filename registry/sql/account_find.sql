-- $1 id. Columns: id, display_name, sealed phone, created_at. Primary key.
select id, display_name, phone_sealed as _phone, created_at
from account
where id = $1
