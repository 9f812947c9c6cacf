-- Makes a program's account. $1 id, $2 name, $3 whose it is, $4 region, $5 scopes, $6 addresses, $7 state, $8 who makes it, $9 stamp key. Columns: none.
insert into program (id, name, owner, region_code, scopes, addresses, state, created_by, created_at, stamp)
values ($1::bigint, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text, $8::bigint, now(),
    row_stamp($9::bytea, record_send(row('program'::text, $1::bigint, $2::text, $3::text, $4::text, $5::text, $6::text, $8::bigint, now(), null::bigint))))
