-- The versions that held until now end. $1 run, $2 after line, $3 to line. What is looked for is found once and kept: as a table that was read when it was empty is thought to be still, versions
-- could be walked over and all of it be found anew for each. Columns: none. Index: household_stage primary key, household_version_now, household_version primary key.
with n as materialized (
    select k.id, s.county_code, s.valid_from
    from household_stage s
    cross join lateral (select w.id from household_version w where w.household_id = s.household_id and w.county_code = s.county_code and w.valid_to is null offset 0) k
    where s.run_id = $1 and s.line_no > $2 and s.line_no <= $3 and s.what = 'changed'
)
update household_version v
set valid_to = greatest(v.valid_from, n.valid_from)
from n
where v.id = n.id and v.county_code = n.county_code
