-- The household with a number of the register. $1 number, letters as capitals. Columns: id. Index: household_no_unique.
select id from household where household_no = upper($1)
