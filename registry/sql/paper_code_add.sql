-- Notes a code on paper. $1 id, $2 county, $3 household, $4 hash of the code, $5 who made it, $6 days it is good for. Columns: none.
insert into paper_code (id, county_code, household_id, code_hash, made_by, expires_at)
values ($1::bigint, $2::text, $3::bigint, $4::bytea, $5::bigint, now() + make_interval(days => $6::bigint::int))
