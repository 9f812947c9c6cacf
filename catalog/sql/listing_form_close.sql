-- Closes an open form: it became a version, or was thrown away (null). $1 id, $2 revision seen (0 = any), $3 version or null, $4 its listing or null.
-- Columns: none. Index: primary key.
update listing_form
set closed_at = now(), version_id = $3::bigint, listing_id = coalesce(listing_id, $4::bigint)
where id = $1::bigint and ($2::bigint = 0 or revision = $2::bigint) and closed_at is null
