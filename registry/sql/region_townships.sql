-- Townships of a county. $1 county. Columns: code, level, name. Index: region_parent.
select code, level, name
from region
where parent_code = $1 and level = 4 and pickable and valid_to is null
order by code
