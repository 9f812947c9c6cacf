-- Regions by the first digits of their code, in force or not. $1 digits, $2 and $3 highest and lowest of their levels, $4 and $5 code and level to begin after, $6 limit. DB_SLOW.
-- Columns: code, level, parent_code, name, pickable, statistical, path (names as they are now), valid_from (null = nobody knows), valid_to (null = in force), successor_code (null =
-- none). Index: region primary key.
select code, level, parent_code, name, pickable, region_is_statistical(code) as statistical, region_path(code, level) as path,
    case when valid_from > '2000-01-01' then valid_from::text end as valid_from, valid_to::text as valid_to, successor_code
from region
where code >= $1 and code < $1 || ':' and (code, level) > ($4::text, $5::bigint) and level between $2::bigint and $3::bigint
order by code, level
limit $6
