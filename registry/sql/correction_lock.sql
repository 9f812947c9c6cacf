-- Locks a request for a correction. $1 id. Columns: state, county_code, village_code, household_id, field, member_no, asked_as, asked_by, checked_by (0 = nobody), _old, _new (sealed).
-- Index: household_correction primary key.
select state, county_code, village_code, household_id, field, member_no, asked_as, asked_by, coalesce(checked_by, 0) as checked_by, old_sealed as _old, new_sealed as _new
from household_correction
where id = $1
for update
