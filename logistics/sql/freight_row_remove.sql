-- Takes a county's freight rows away, before new ones are put in their place. $1 county code. Index: freight_row primary key.
-- Columns: none.
delete from freight_row where county_code = $1
