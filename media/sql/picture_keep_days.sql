-- Something that may be taken up again shows an organisation's pictures: they stay that many days more. $1 organisation, $2 ids, $3 days.
-- Columns: none. Index: primary key.
update picture
set keep_until = greatest(keep_until, now() + $3::bigint * interval '1 day')
where id = any ($2::bigint[]) and organisation_id = $1::bigint
