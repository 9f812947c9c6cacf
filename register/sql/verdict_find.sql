-- Whose verdict it is. $1 verdict. Columns: county_code, household_id. Index: register_verdict primary key.
select county_code, household_id from register_verdict where id = $1
