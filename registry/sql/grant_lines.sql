-- Who has which role, for the day on which it was first given. When it is given back or given again is in the access trail. $1 from id, $2 below id,
-- $3 limit. Binary columns: id, content. Index: role_grant primary key.
select t.id, record_send(row(t.id, t.account_id, t.role, t.region_code, t.org_id, t.household_id)) as content
from role_grant t
where t.id >= $1 and t.id < $2
order by t.id
limit $3
