-- Moves a registration from one state to another. $1 id, $2 from, $3 to, $4 who decides (0 = nobody), $5 why, $6 the role that was given (0 = none). Columns: id (no row when
-- it is not in that state). Index: registration primary key.
update registration
set state = $3, decided_by = coalesce(nullif($4::bigint, 0), decided_by), answer = $5, grant_id = coalesce(nullif($6::bigint, 0), grant_id)
where id = $1 and state = $2
returning id
