-- Takes codes of a household back. $1 household, $2 code (0 = all of them), $3 who does. Columns: id, county_code (of those that were in force). Index: paper_code_household.
update paper_code
set revoked_at = now(), revoked_by = $3::bigint
where household_id = $1::bigint and ($2::bigint = 0 or id = $2::bigint) and revoked_at is null and expires_at > now()
returning id, county_code
