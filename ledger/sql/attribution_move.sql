-- Moves entries from state $2 to $3. $1 ids. Columns: none. Index: attribution primary key.
update attribution
set state = $3::text, matured_at = case when $3::text = 'matured' then now() else matured_at end
where id = any ($1::bigint[]) and state = $2::text
