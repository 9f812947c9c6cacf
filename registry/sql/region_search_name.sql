-- Regions by the beginning of their name, of today or of before, in force or not. $1 beginning, $2 to $6 as in region_search_code. DB_SLOW.
-- Columns: code, level, parent_code, name, pickable, statistical, path, valid_from, valid_to, successor_code (as there). Index: region_name, region_past_name.
select r.code, r.level, r.parent_code, r.name, r.pickable, region_is_statistical(r.code) as statistical, region_path(r.code, r.level) as path,
    case when r.valid_from > '2000-01-01' then r.valid_from::text end as valid_from, r.valid_to::text as valid_to, r.successor_code
from region r
where (r.code, r.level) in (select n.code, n.level from region n where n.name >= $1 and n.name < $1 || chr(1114111)
                            union
                            select p.code, p.level from region_past p where p.name >= $1 and p.name < $1 || chr(1114111))
    and (r.code, r.level) > ($4::text, $5::bigint) and r.level between $2::bigint and $3::bigint
order by r.code, r.level
limit $6
