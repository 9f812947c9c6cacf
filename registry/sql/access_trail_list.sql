-- Who saw a subject's personal fields, newest first. $1 subject, $2 its id, $3 id to continue before (0 = newest), $4 limit.
-- Columns: entry_id, account_id, purpose, subject, fields, read_at. Index: access_trail_subject.
select id as entry_id, account_id, purpose, subject, fields, at as read_at
from access_trail
where subject_id = $2 and subject = $1 and ($3::bigint = 0 or id < $3)
order by id desc
limit $4
