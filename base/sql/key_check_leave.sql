-- From now on nothing is written under any key but the newest. $1 its number. Columns: none.
update key_check
set left_at = now()
where key_id <> $1::bigint::smallint and left_at is null
