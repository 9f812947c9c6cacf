-- What a code was before, newest first, at most 50. $1 code, $2 level. Columns: name, parent_code, valid_from, valid_to, successor_code ('' = none). Index: region_past primary key.
select name, parent_code, valid_from::text as valid_from, valid_to::text as valid_to, coalesce(successor_code, '') as successor_code
from region_past
where code = $1 and level = $2::bigint
order by valid_from desc
limit 50
