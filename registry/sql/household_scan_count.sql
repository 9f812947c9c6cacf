-- How many photos of a household nothing names yet; its row is locked. $1 household. The mark is compared so that the index of all photos that nothing names is not
-- taken. Columns: loose. Index: household primary key, household_scan_of.
select (select count(*) from household_scan s where s.household_id = h.id and s.county_code = h.county_code and coalesce(s.kept, false) = false) as loose
from household h
where h.id = $1
for update of h
