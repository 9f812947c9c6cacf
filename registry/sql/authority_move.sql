-- Moves an authority from one state to another. $1 id, $2 from, $3 to, $4 who confirms it (0 = it is not confirmed), $5 why. Columns: id (no row when it is not in that
-- state). Index: proxy_authority primary key.
update proxy_authority
set state = $3, confirmed_by = coalesce(nullif($4::bigint, 0), confirmed_by), answer = $5
where id = $1 and state = $2
returning id
