-- Forgets the tries at an account's second proof, as one was right. $1 account. Columns: none. Index: second_factor primary key.
update second_factor
set wrong = 0, wrong_at = null
where account_id = $1
