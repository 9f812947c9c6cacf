-- The newest key is the only one that is needed, and all that is sealed under it is bound to its place. $1 its number. Columns: key_id (retired now).
with newest as (
    update key_check
    set only_placed = true
    where key_id = $1::bigint::smallint
)
update key_check
set retired_at = now()
where key_id <> $1::bigint::smallint and retired_at is null
returning key_id
