-- The end of a place that is known before its day. $1 code, $2 level. Columns: ends_on, successor_code, successor_name (both null = none said). Index: region_coming primary key.
select c.ends_on::text as ends_on, c.successor_code, coalesce(r.name, b.name) as successor_name
from region_coming c
left join region r on r.code = c.successor_code and r.level = c.level and r.valid_to is null
left join region_beginning b on b.code = c.successor_code and b.level = c.level
where c.code = $1 and c.level = $2::bigint
