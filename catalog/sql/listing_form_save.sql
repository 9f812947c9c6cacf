-- Saves an open form over the revision that its editor saw. $1 id, $2 revision seen, $3 title, $4 step, $5 content, $6 account.
-- Columns: none. Index: primary key.
update listing_form
set revision = revision + 1, title = $3::text, step = $4::text, content = $5::jsonb, saved_by = $6::bigint, saved_at = now()
where id = $1::bigint and revision = $2::bigint and closed_at is null
