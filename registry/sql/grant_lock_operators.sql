-- All grants of operators in force, locked in the order of their ids, so that two who take each other's role back meet here.
-- Columns: id. Scans role_grant, which is small.
select id
from role_grant
where role = 'operator' and valid_to is null
order by id
for update
