-- Regions below one, in force now. $1 code of the parent ('' = provinces), $2 level, 0 = any, $3 code to begin after ('' = the first),
-- $4 limit. Columns: code, level, parent_code, name, pickable. Index: region_parent.
select code, level, parent_code, name, pickable
from region
where parent_code = $1 and ($2::bigint = 0 or level = $2::bigint) and valid_to is null and code > $3
order by code
limit $4
