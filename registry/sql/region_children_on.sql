-- Regions below one as they were on a day. $1 to $5 as in region_children, $6 day. Columns: code, level, parent_code, name, pickable, statistical. Index: region_parent, region_past_parent.
select code, level, parent_code, name, pickable, region_is_statistical(code) as statistical
from region_ever
where parent_code = $1 and level between $2::bigint and $3::bigint and valid_from <= $6::date and (valid_to is null or valid_to > $6::date) and code > $4
order by code
limit $5
