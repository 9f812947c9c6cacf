-- Registers. $1 id, $2 county, $3 place, $4 kind, $5 account (0 = none), $6 household (0 = none), $7 name, masked, $8 role, $9 why, $10 who registers, $11 state. Columns: none.
insert into registration (id, county_code, place_code, kind, account_id, household_id, name_masked, role, reason, recorded_by, state)
values ($1, $2, $3, $4, nullif($5::bigint, 0), nullif($6::bigint, 0), $7, $8, $9, $10, $11)
