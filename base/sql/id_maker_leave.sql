-- Gives a maker back. $1 node, $2 worker, $3 holder, $4 the time behind its last id, in Unix milliseconds. Columns: none. Index: id_maker primary key.
update id_maker
set holder = '', held_until = now(), used_until_ms = $4::bigint
where node = $1::bigint::smallint and worker = $2::bigint::smallint and holder = $3
