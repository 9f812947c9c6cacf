-- Whose a code is that is still good. $1 id. Columns: household_id. Index: primary key.
select household_id
from paper_code
where id = $1 and revoked_at is null and expires_at > now()
