-- A region in force now. $1 code.
-- Columns: level, parent_code, name, pickable, path (names of the pickable levels from the province down; a township's
-- is left out where its village's begins with it). No row when unknown.
-- Index: region primary key, once for each level.
with recursive chain as (
    (select code, level, parent_code, name, pickable
     from region
     where code = $1 and valid_to is null
     order by level desc
     limit 1)
    union all
    select r.code, r.level, r.parent_code, r.name, r.pickable
    from chain c
    join region r on r.code = c.parent_code and r.level = c.level - 1
)
select top.level, top.parent_code, top.name, top.pickable,
    (select coalesce(string_agg(c.name, '' order by c.level), '')
     from chain c
     where c.pickable and c.code <> c.parent_code
         and not (c.level = 4 and exists (select 1 from chain v where v.level = 5 and starts_with(v.name, c.name)))) as path
from chain top
order by top.level desc
limit 1
