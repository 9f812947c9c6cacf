-- Registrations that nobody decided in time, locked. $1 days in which one is decided, $2 at most so many. Columns: id, county_code. Index: registration_waiting.
select id, county_code
from registration
where state = 'applied' and created_at < now() - $1::bigint * interval '1 day'
order by created_at
limit $2::bigint
for update
