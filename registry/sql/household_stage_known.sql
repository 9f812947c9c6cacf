-- What the mall knows of households of the register. $1 household numbers. Columns: household_no, id, county_code, facts_hash (null = the register never told of it),
-- change_no (as of which it did, 0 = never). Index: household_no_unique, household_version_now.
select h.household_no, h.id, h.county_code, v.facts_hash, coalesce(v.change_no, 0) as change_no
from household h
left join household_version v on v.household_id = h.id and v.county_code = h.county_code and v.valid_to is null
where h.household_no = any ($1::text[])
