-- Moves a program's account to another state, after it was locked. $1 id, $2 state, $3 who moves it: who makes it active let it in, $4 stamp key. Columns:
-- none. Index: program primary key.
update program
set state = $2::text,
    released_by = case $2::text when 'active' then $3::bigint else released_by end,
    stamp = row_stamp($4::bytea, record_send(row('program'::text, id, name, owner, region_code, scopes, addresses, created_by, created_at,
        case $2::text when 'active' then $3::bigint else released_by end)))
where id = $1::bigint
