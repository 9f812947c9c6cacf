-- How often an account said within a day that it is a household. $1 account. Columns: tries. Index: registration_account.
select count(*) as tries
from registration
where account_id = $1 and kind = 'household' and created_at > now() - interval '1 day'
