-- Notes a key at its first use. $1 its number, $2 its check value. Columns: none.
insert into key_check (key_id, check_value, only_placed)
select $1::bigint::smallint, $2::bytea, coalesce((select bool_and(only_placed) from key_check where retired_at is null), false)
on conflict do nothing
