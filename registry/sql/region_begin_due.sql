-- Places whose first day has come begin: what was there under the code becomes the past, unless it was the same. No parameters. Index: region primary key.
-- Columns: code, level, before (object of what was there, null = nothing), after.
with due as (
    delete from region_beginning
    where begins_on <= (now() at time zone 'Asia/Shanghai')::date
    returning code, level, parent_code, name, pickable, begins_on
), known as (
    select d.code, d.level, d.parent_code, d.name, d.pickable, r.code is not null as is_there,
        r.code is not null and (r.valid_to is not null or (d.name, d.parent_code) is distinct from (r.name, r.parent_code)) as is_anew,
        case when r.valid_to is null and (d.name, d.parent_code) is not distinct from (r.name, r.parent_code) then r.valid_from else d.begins_on end as valid_from,
        r.parent_code as was_parent, r.name as was_name, r.pickable as was_pickable, r.valid_from as was_from, r.valid_to as was_to, r.successor_code as was_followed
    from due d
    left join region r on r.code = d.code and r.level = d.level
), past as (
    insert into region_past (code, level, parent_code, name, pickable, valid_from, valid_to, successor_code)
    select code, level, was_parent, was_name, was_pickable, was_from, coalesce(was_to, valid_from), was_followed
    from known
    where is_anew
), written as (
    insert into region (code, level, parent_code, name, pickable, valid_from, valid_to, successor_code)
    select code, level, parent_code, name, pickable, valid_from, null, null
    from known
    on conflict (code, level) do update
    set parent_code = excluded.parent_code, name = excluded.name, pickable = excluded.pickable, valid_from = excluded.valid_from, valid_to = null, successor_code = null
    returning code, level
)
select k.code, k.level,
    case when k.is_there then jsonb_build_object('parent', k.was_parent, 'name', k.was_name, 'pickable', k.was_pickable, 'valid_from', k.was_from, 'valid_to', k.was_to,
        'successor', k.was_followed)::text end as before,
    jsonb_build_object('parent', k.parent_code, 'name', k.name, 'pickable', k.pickable, 'valid_from', k.valid_from, 'valid_to', null, 'successor', null)::text as after
from known k
join written w on w.code = k.code and w.level = k.level
order by k.code, k.level
