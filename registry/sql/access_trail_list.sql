-- Who saw a subject's personal fields, newest first. $1 subject, $2 its id, $3 cursor (ids below it), $4 limit.
-- Columns: entry_id, account_id, actor_name, purpose, subject, fields, read_at. Index: access_trail_subject.
select t.id as entry_id, t.account_id, coalesce(a.display_name, '拿着纸上查询码的人') as actor_name, t.purpose, t.subject, t.fields, t.at as read_at
from access_trail t
left join account a on a.id = t.account_id
where t.subject_id = $2 and t.subject = $1 and t.id < $3
order by t.id desc
limit $4
