-- Something refused is not told. $1 report. Columns: none. Index: household_report primary key.
update household_report set state = 'dropped' where id = $1
