-- Regions by the first digits of their code, in force or not. $1 digits, $2 and $3 highest and lowest of their levels, $4 and $5 code and level to begin after, $6 limit. DB_SLOW.
-- Columns: code, level, parent_code, name, pickable, statistical, path (names as they are now), valid_from (null = nobody knows), valid_to (null = in force), successor_code (null =
-- none). Index: region primary key.
with recursive found as (
    select code, level, parent_code, name, pickable, valid_from, valid_to, successor_code
    from region
    where code >= $1 and code < $1 || ':' and (code, level) > ($4::text, $5::bigint) and level between $2::bigint and $3::bigint
    order by code, level
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
