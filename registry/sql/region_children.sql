-- Regions below one, in force now. $1 code of the parent ('' = provinces), $2 and $3 highest and lowest of their levels (1 is a province's), $4 code to begin after
-- ('' = the first), $5 limit. Columns: code, level, parent_code, name, pickable, statistical (in the statistical list only). Index: region_parent.
select code, level, parent_code, name, pickable, region_is_statistical(code) as statistical
from region
where parent_code = $1 and level between $2::bigint and $3::bigint and valid_to is null and code > $4
order by code
limit $5
