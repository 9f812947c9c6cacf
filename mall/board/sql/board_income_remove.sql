-- What the board does not tell any more. $1 counties, $2 months, $3 kinds, $4 households, $5 steps. Columns: none. Index: board_income primary key.
delete from board_income b
using unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[]) as g (county_code, month, kind, household_id, step)
where b.county_code = g.county_code and b.household_id = g.household_id and b.month = g.month and b.kind = g.kind and b.step = g.step
