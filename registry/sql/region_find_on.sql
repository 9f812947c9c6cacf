-- A region as it was on a day. $1 code, $2 day. Where the code stood on two levels the lower one counts.
-- Columns: level, parent_code, name, pickable, path (as in region_find, with the names of that day), valid_from, valid_to, successor_code ('' = none). No row when the code was not
-- valid then. Index: region primary key and region_past primary key, once for each level.
with recursive chain as (
    (select code, level, parent_code, name, pickable, valid_from, valid_to, successor_code
     from region_ever
     where code = $1 and valid_from <= $2::date and (valid_to is null or valid_to > $2::date)
     order by level desc
     limit 1)
    union all
    select r.code, r.level, r.parent_code, r.name, r.pickable, r.valid_from, r.valid_to, r.successor_code
    from chain c
    join region_ever r on r.code = c.parent_code and r.level = c.level - 1 and r.valid_from <= $2::date and (r.valid_to is null or r.valid_to > $2::date)
)
select top.level, top.parent_code, top.name, top.pickable,
    (select coalesce(string_agg(c.name, '' order by c.level), '')
     from chain c
     where c.pickable and c.code <> c.parent_code
         and not (c.level = 4 and exists (select 1 from chain v where v.level = 5 and starts_with(v.name, c.name)))) as path,
    top.valid_from::text as valid_from, coalesce(top.valid_to::text, '') as valid_to, coalesce(top.successor_code, '') as successor_code
from chain top
order by top.level desc
limit 1
