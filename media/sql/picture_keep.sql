-- Something that stays shows an organisation's pictures: they are never purged. $1 organisation, $2 ids. Columns: none. Index: primary key.
update picture
set keep_until = 'infinity'
where id = any ($2::bigint[]) and organisation_id = $1::bigint
