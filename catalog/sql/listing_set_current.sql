-- Which version of a listing is on sale now. $1 listing id, $2 version id or null. Columns: none. Index: listing primary key.
update listing set current_version_id = $2::bigint where id = $1
