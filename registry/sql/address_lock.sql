-- An account, locked while its address book changes, and how many addresses it has. $1 account. Columns: count. Index: address_account.
with owner as (
    select id
    from account
    where id = $1
    for update
)
select count(a.id) as count
from owner o
left join address a on a.account_id = o.id
