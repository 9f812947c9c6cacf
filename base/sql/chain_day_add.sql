-- Closes a day of a chain, once. $1 chain, $2 day, $3 rows, $4 root, $5 previous value, $6 value. Columns: none.
insert into chain_day (chain, day, rows, root, previous, value)
values ($1, $2::text::date, $3, $4, $5, $6)
on conflict (chain, day) do nothing
