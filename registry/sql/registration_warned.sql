-- Their applicants were told. $1 ids. Columns: none. Index: registration primary key.
update registration
set warned_at = now()
where id = any ($1::bigint[])
