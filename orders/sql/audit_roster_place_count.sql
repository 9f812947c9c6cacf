-- How many places all rosters have. Columns: places. Reads all of roster_place: it counts them.
select count(*) as places from roster_place
