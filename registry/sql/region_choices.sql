-- What a picker offers right below a region: levels that are only a step between (市辖区, 县, a city that is its own county) are stepped through. $1 code of the parent ('' = provinces), $2
-- its level (0 = the country), $3 deepest level to look at, $4 code to begin after, $5 limit, $6 day. Columns: code, level, parent_code, name, pickable, statistical. Index: region_parent, region_past_parent.
with recursive below as (
    select code, level, parent_code, name, pickable
    from region_ever
    where parent_code = $1 and level = $2::bigint + 1 and valid_from <= $6::date and (valid_to is null or valid_to > $6::date)
    union all
    select r.code, r.level, r.parent_code, r.name, r.pickable
    from below b
    join region_ever r on r.parent_code = b.code and r.level = b.level + 1 and r.valid_from <= $6::date and (r.valid_to is null or r.valid_to > $6::date)
    where b.level < $3::bigint and (not b.pickable or b.code = b.parent_code)
)
select code, level, parent_code, name, pickable, region_is_statistical(code) as statistical
from below
where pickable and level <= $3::bigint and (code <> parent_code or level = $3::bigint) and code > $4
order by code
limit $5
