-- A year is back: what was carried on over it is not needed any more. $1 year. Columns: none.
with carried as (
    delete from year_carried where year = $1::int
), states as (
    delete from year_state where year = $1::int
)
update year_away set back_at = now() where year = $1::int
