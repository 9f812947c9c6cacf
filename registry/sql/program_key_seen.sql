-- Notes that a key is in use. $1 key. Columns: none. Index: program_key primary key.
update program_key
set last_used_at = now()
where id = $1
