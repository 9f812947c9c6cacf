-- Deletes codes that ended a year ago; they are few, so all at once. $1 at most so many, above zero. Reads the whole table, so it belongs to the slow class.
-- Columns: none.
delete from paper_code
where $1::bigint > 0 and (expires_at < now() - interval '1 year' or revoked_at < now() - interval '1 year')
