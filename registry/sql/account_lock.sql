-- Locks an account or unlocks it. $1 account, $2 state that it must be in, $3 state that it gets. Columns: none (one row affected when it was so). Index: primary key.
update account
   set state = $3
 where id = $1 and state = $2
