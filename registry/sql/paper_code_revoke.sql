-- Takes a code of a household back. $1 household, $2 code, $3 who does. Columns: county_code (no row when it was not in force). Index: primary key.
update paper_code
set revoked_at = now(), revoked_by = $3::bigint
where id = $2::bigint and household_id = $1::bigint and revoked_at is null and expires_at > now()
returning county_code
