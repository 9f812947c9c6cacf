-- Notes a key at its first use. $1 its number, $2 its check value. Columns: none.
insert into key_check (key_id, check_value)
values ($1::bigint::smallint, $2)
on conflict do nothing
