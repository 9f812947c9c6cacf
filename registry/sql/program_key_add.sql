-- Gives a program a key, behind program_lock. $1 id, $2 program, $3 digest, $4 prefix, $5 who does, $6 days it is good for, $7 keys it may have at a time, $8 stamp key.
-- Columns: key_id, prefix, created_at, expires_at (no row when it has as many). Index: program_key_program.
insert into program_key (id, program_id, digest, prefix, created_by, created_at, expires_at, stamp)
select $1::bigint, $2::bigint, $3::bytea, $4::text, $5::bigint, now(), now() + make_interval(days => $6::bigint::int),
    row_stamp($8::bytea, record_send(row('program_key'::text, $1::bigint, $2::bigint, $3::bytea, $4::text, $5::bigint, now(),
        now() + make_interval(days => $6::bigint::int), null::timestamptz)))
where (select count(*) from program_key k where k.program_id = $2::bigint and k.revoked_at is null and k.expires_at > now()) < $7::bigint
returning id as key_id, prefix, created_at, expires_at
