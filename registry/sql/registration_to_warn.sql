-- Registrations that lapse soon and whose applicants were not told yet, locked. $1 days in which one is decided, $2 how many days before that they are told, $3 at most so many.
-- Columns: id, account_id, last_day (of Beijing). Index: registration_waiting.
select id, account_id, to_char((created_at + $1::bigint * interval '1 day') at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as last_day
from registration
where state = 'applied' and created_at < now() - ($1::bigint - $2::bigint) * interval '1 day' and warned_at is null and account_id is not null
order by created_at
limit $3::bigint
for update
