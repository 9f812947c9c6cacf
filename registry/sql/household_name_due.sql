-- Members whose names have no hash yet. $1 limit. Columns: id, household_id, member_no, name_sealed. Index: household_member_name_due.
select id, household_id, member_no::bigint as member_no, name_sealed
from household_member
where name_hash is null
order by id
limit $1
