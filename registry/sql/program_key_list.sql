-- The keys of a program, newest first. $1 program. Columns: key_id, prefix, created_at, created_by_name, expires_at, revoked_at, last_used_at. Index:
-- program_key_program.
select k.id as key_id, k.prefix, k.created_at, coalesce(c.display_name, '') as created_by_name, k.expires_at, k.revoked_at, k.last_used_at
from program_key k
left join account c on c.id = k.created_by
where k.program_id = $1
order by k.id desc
limit 20
