-- How many spare codes are left. $1 account. Columns: left. Index: second_spare primary key.
select count(*) as "left"
from second_spare
where account_id = $1 and used_at is null
