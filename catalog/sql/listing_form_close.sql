-- Closes an open form: it became a version. $1 id, $2 revision seen, $3 version, $4 its listing. Columns: none. Index: primary key.
update listing_form
set closed_at = now(), version_id = $3::bigint, listing_id = coalesce(listing_id, $4::bigint)
where id = $1::bigint and revision = $2::bigint and closed_at is null
