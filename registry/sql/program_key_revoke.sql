-- Takes a key back. $1 key, $2 its program, $3 stamp key. Columns: key_id (no row when it is none, or was taken back). Index: program_key primary key.
update program_key
set revoked_at = now(),
    stamp = row_stamp($3::bytea, record_send(row('program_key'::text, id, program_id, digest, prefix, created_by, created_at, expires_at, now())))
where id = $1::bigint and program_id = $2::bigint and revoked_at is null
returning id as key_id
