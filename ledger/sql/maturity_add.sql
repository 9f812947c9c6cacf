-- An order's claim window is over. $1 order, $2 county. Columns: none.
insert into maturity (order_id, county_code, matured_at)
values ($1::bigint, $2::text, now())
