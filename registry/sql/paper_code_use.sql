-- Finds a code as it is used, and counts the use of one that is good. $1 hashes under all keys. Columns: code_id, household_id, county_code, valid. Index: paper_code_unique.
update paper_code
set uses = uses + (revoked_at is null and expires_at > now())::int, used_at = case when revoked_at is null and expires_at > now() then now() else used_at end
where code_hash = any ($1::bytea[])
returning id as code_id, household_id, county_code, revoked_at is null and expires_at > now() as valid
