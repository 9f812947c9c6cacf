-- Whether an account is a caring person. $1 account. Columns: id (no row when it is none). Index: registration_account.
select id
from registration
where account_id = $1 and kind = 'caring' and state = 'granted'
limit 1
