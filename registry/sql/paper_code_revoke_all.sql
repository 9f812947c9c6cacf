-- Takes all codes of a household back. $1 household, $2 who does. Columns: none. Index: paper_code_household.
update paper_code
set revoked_at = now(), revoked_by = $2::bigint
where household_id = $1::bigint and revoked_at is null and expires_at > now()
