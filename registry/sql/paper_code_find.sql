-- A code that was made. $1 id. Columns: code_id, household_id, made_at, expires_at. Index: primary key.
select id as code_id, household_id, made_at, expires_at
from paper_code
where id = $1
