-- A beginning that is known before its day is called off; with one that would have been new, the end that was noted behind it. Not where others rest on it: beginnings below a place that would
-- not be there, an end that it was to follow, or itself, as it would stay below what ends. $1 code, $2 level. Columns: parent_code, name, pickable, begins_on, held_by (code of what rests on
-- it, null = nothing: it is gone), held_why (below, followed, parent). No row: there is none. Index: region_beginning primary key, region primary key, region_coming primary key; the two small tables are read.
with it as (
    select b.code, b.level, b.parent_code, b.name, b.pickable, b.begins_on, r.parent_code as lies_in, coalesce(r.code is not null and r.valid_to is null, false) as lives
    from region_beginning b
    left join region r on r.code = b.code and r.level = b.level
    where b.code = $1 and b.level = $2::bigint
), held as (
    select 'below' as why, c.code as by
    from it
    join region_beginning c on c.parent_code = it.code and c.level = it.level + 1
    where not it.lives
    union all
    select 'followed', c.code
    from it
    join region_coming c on c.successor_code = it.code and c.level = it.level
    where not it.lives
    union all
    select 'parent', c.code
    from it
    join region_coming c on c.code = it.lies_in and c.level = it.level - 1
    where it.lives and it.lies_in <> it.parent_code
        and not exists (select from region_coming n where n.code = it.code and n.level = it.level and n.ends_on <= c.ends_on)
), gone as (
    delete from region_beginning b
    using it
    where b.code = it.code and b.level = it.level and not exists (select from held)
    returning b.code
), end_gone as (
    delete from region_coming c
    using it
    where c.code = it.code and c.level = it.level and not it.lives and exists (select from gone)
    returning c.code
)
select it.parent_code, it.name, it.pickable, it.begins_on::text as begins_on, h.by as held_by, h.why as held_why
from it
left join lateral (select why, by from held order by why, by limit 1) h on true
