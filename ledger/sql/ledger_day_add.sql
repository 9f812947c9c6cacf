-- Closes a day, once. $1 day, $2 transfers, $3 amount, $4 root, $5 previous chain value, $6 chain value, $7 format of its lines. Columns: none.
insert into ledger_day (day, transfers, amount_fen, root, previous, chain, format)
values ($1::text::date, $2::bigint, $3::bigint, $4::bytea, $5::bytea, $6::bytea, $7::bigint::int)
on conflict (day) do nothing
