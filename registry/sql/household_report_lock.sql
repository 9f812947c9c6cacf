-- Locks what waits or was told of a household in one kind. $1 household, $2 county, $3 kind. Columns: id (no row = nothing yet). Index: household_report_one.
select id from household_report where household_id = $1 and county_code = $2 and kind = $3 and from_day = '-infinity' for update
