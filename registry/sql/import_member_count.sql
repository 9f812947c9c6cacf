-- Households that have members. $1 household numbers. Columns: key (number), id (members it has), text ('').
-- Index: household_no_unique, household_member_no_unique.
select h.household_no as key, count(*) as id, '' as text
from household h
join household_member m on m.household_id = h.id and m.county_code = h.county_code
where h.household_no = any ($1::text[])
group by h.household_no
