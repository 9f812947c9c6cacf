-- Whose verdict it is, and on which link. $1 verdict. Columns: county_code, household_id, producer_id. Index: register_verdict primary key.
select county_code, household_id, producer_id from register_verdict where id = $1
