-- When a county's list was brought in last. $1 county. Columns: changed_at (no row = it has none). Index: village_list primary key.
select changed_at from village_list where county_code = $1
