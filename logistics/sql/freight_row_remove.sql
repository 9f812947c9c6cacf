-- Takes a county's freight rows away, before new ones are put in their place. $1 county code. Columns: none. Index: freight_row primary key.
delete from freight_row where county_code = $1
