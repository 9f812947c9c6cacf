-- All grants of operators in force, locked in the order of their ids, so that two who take each other's role back meet here.
-- Columns: id, account_id. Scans role_grant, which is small.
select id, account_id
from role_grant
where role = 'operator' and valid_to is null and not awaits_second and (expires_at is null or expires_at > now())
order by id
for update
