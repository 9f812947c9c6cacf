-- Gives a maker to a holder; the node's rows are locked. $1 node, $2 worker, $3 holder, $4 milliseconds it is held, $5 until when ids may be made, in Unix
-- milliseconds, $6 number of the key that the holder writes under. Columns: none. Index: id_maker primary key.
update id_maker
set holder = $3,
    held_until = clock_timestamp() + $4::bigint * interval '1 millisecond',
    used_until_ms = greatest(used_until_ms, $5::bigint),
    key_id = $6::bigint::smallint
where node = $1::bigint::smallint and worker = $2::bigint::smallint
