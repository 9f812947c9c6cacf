-- A code that was made. $1 id. Columns: code_id, household_id, made_at, expires_at, _hash. Index: primary key.
select id as code_id, household_id, made_at, expires_at, code_hash as _hash
from paper_code
where id = $1
