-- What the board tells from now on. $1 counties, $2 months, $3 kinds, $4 households, $5 steps, $6 fen. Columns: none. Index: board_income primary key.
insert into board_income (county_code, month, kind, household_id, step, fen)
select n.county_code, n.month, n.kind, n.household_id, n.step, n.fen
from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[]) as n (county_code, month, kind, household_id, step, fen)
on conflict (county_code, household_id, month, kind, step) do update set fen = excluded.fen
