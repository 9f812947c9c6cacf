-- Closes an open form, whatever its revision: it is thrown away. $1 id. Columns: none. Index: primary key.
update listing_form
set closed_at = now(), version_id = null
where id = $1::bigint and closed_at is null
