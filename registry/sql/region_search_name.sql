-- Regions by the beginning of their name, of today or of before, in force or not. $1 beginning, $2 to $6 as in region_search_code. DB_SLOW.
-- Columns: code, level, parent_code, name, pickable, statistical, path, valid_from, valid_to, successor_code (as there). Index: region_name, region_past_name.
with recursive found as (
    select r.code, r.level, r.parent_code, r.name, r.pickable, r.valid_from, r.valid_to, r.successor_code
    from region r
    where (r.code, r.level) in (select n.code, n.level from region n where n.name >= $1 and n.name < $1 || chr(1114111)
                                union
                                select p.code, p.level from region_past p where p.name >= $1 and p.name < $1 || chr(1114111))
        and (r.code, r.level) > ($4::text, $5::bigint) and r.level between $2::bigint and $3::bigint
    order by r.code, r.level
    limit $6
), chain as (
    select f.code as of_code, f.level as of_level, f.code, f.level, f.parent_code, f.name, f.pickable from found f
    union all
    select c.of_code, c.of_level, r.code, r.level, r.parent_code, r.name, r.pickable
    from chain c
    join region r on r.code = c.parent_code and r.level = c.level - 1
)
select f.code, f.level, f.parent_code, f.name, f.pickable, region_is_statistical(f.code) as statistical,
    (select coalesce(string_agg(c.name, '' order by c.level), '')
     from chain c
     where c.of_code = f.code and c.of_level = f.level and c.pickable and c.code <> c.parent_code
         and not (c.level = 4 and f.level = 5 and starts_with(f.name, c.name))) as path,
    case when f.valid_from > '2000-01-01' then f.valid_from::text end as valid_from, f.valid_to::text as valid_to, f.successor_code
from found f
order by f.code, f.level
