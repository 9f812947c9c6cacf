-- Rows of a file come in: one that is there takes the new name, parent and time; where that begins on a later day than what is there, what is there becomes the past.
-- A beginning or an end that is still to come is noted. A row that says a beginning that has come takes back both; one that says a coming beginning, an end behind it; a new place that ends on the day it was to begin is called off. $1 import, $2 and $3 first
-- and last row. Columns: key (code and level, a stroke between), code, county_code ('' = above a county), is_new, before, after (of one that was there: objects of what a file says of it). Rows are those that are new or changed.
-- Index: region_import_row, region primary key.
with incoming as (
    select s.code, s.level, s.parent_code, s.name, s.pickable, f.is_waiting, f.is_off, case when not f.is_coming then s.valid_to end as valid_to,
        case when not f.is_coming then s.successor_code end as successor_code, case when f.is_coming then s.valid_to end as coming_to,
        case when f.is_coming then s.successor_code end as coming_successor, s.valid_from is not null and not f.is_waiting as says_from, f.begins_on as valid_from,
        c.ends_on as was_coming, c.successor_code as was_coming_successor,
        b.code as was_waiting, b.begins_on as was_beginning, b.name as was_to_be, b.parent_code as was_to_lie, b.pickable as was_to_pick,
        r.code is not null and not f.is_waiting and coalesce(s.valid_from > r.valid_from, false)
            and (s.valid_from >= r.valid_to or r.valid_to is null and (s.name, s.parent_code) is distinct from (r.name, r.parent_code)) as is_anew,
        r.code is not null as is_there,
        r.parent_code as was_parent, r.name as was_name, r.pickable as was_pickable, r.valid_from as was_from, r.valid_to as was_to, r.successor_code as was_followed
    from region_import s
    left join region r on r.code = s.code and r.level = s.level
    left join region_coming c on c.code = s.code and c.level = s.level
    left join region_beginning b on b.code = s.code and b.level = s.level
    cross join lateral (select coalesce(s.valid_to > d.today, false) and not d.is_off as is_coming, d.begins_on > d.today and not d.is_off as is_waiting, d.begins_on, d.is_off
                        from (select (now() at time zone 'Asia/Shanghai')::date as today,
                                     coalesce(s.valid_from, r.valid_from, b.begins_on, '2000-01-01') as begins_on,
                                     r.code is null and b.code is not null and coalesce(s.valid_to = s.valid_from, false) as is_off) d) f
    where s.import_id = $1::bigint and s.row_no between $2::bigint and $3::bigint
), past as (
    insert into region_past (code, level, parent_code, name, pickable, valid_from, valid_to, successor_code)
    select code, level, was_parent, was_name, was_pickable, was_from, coalesce(was_to, valid_from), was_followed
    from incoming
    where is_anew
), written as (
    insert into region (code, level, parent_code, name, pickable, valid_from, valid_to, successor_code)
    select code, level, parent_code, name, pickable, valid_from, valid_to, successor_code
    from incoming
    where not is_waiting and not is_off
    on conflict (code, level) do update
    set parent_code = excluded.parent_code, name = excluded.name, pickable = excluded.pickable, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
        successor_code = excluded.successor_code
    where (region.parent_code, region.name, region.pickable, region.valid_from, region.valid_to, region.successor_code)
        is distinct from (excluded.parent_code, excluded.name, excluded.pickable, excluded.valid_from, excluded.valid_to, excluded.successor_code)
    returning code, level, xmax = 0 as is_new
), waiting as (
    insert into region_beginning (code, level, parent_code, name, pickable, begins_on)
    select code, level, parent_code, name, pickable, valid_from
    from incoming
    where is_waiting
    on conflict (code, level) do update
    set parent_code = excluded.parent_code, name = excluded.name, pickable = excluded.pickable, begins_on = excluded.begins_on, noted_at = now()
    where (region_beginning.parent_code, region_beginning.name, region_beginning.pickable, region_beginning.begins_on)
        is distinct from (excluded.parent_code, excluded.name, excluded.pickable, excluded.begins_on)
    returning code, level, xmax = 0 as is_new
), not_waiting as (
    delete from region_beginning b
    using incoming s
    where b.code = s.code and b.level = s.level and s.says_from
    returning b.code, b.level
), noted as (
    insert into region_coming (code, level, ends_on, successor_code)
    select code, level, coming_to, coming_successor
    from incoming
    where coming_to is not null
    on conflict (code, level) do update
    set ends_on = excluded.ends_on, successor_code = excluded.successor_code, noted_at = now()
    where (region_coming.ends_on, region_coming.successor_code) is distinct from (excluded.ends_on, excluded.successor_code)
    returning code, level
), dropped as (
    delete from region_coming c
    using incoming s
    where c.code = s.code and c.level = s.level and s.coming_to is null and (s.valid_to is not null or s.says_from or s.is_waiting and c.ends_on > s.valid_from)
    returning c.code, c.level
)
select s.code || '/' || s.level as key, s.code, case when s.level >= 3 then left(s.code, 6) else '' end as county_code, t.is_new,
    case when not t.is_new then jsonb_build_object('parent', s.was_parent, 'name', s.was_name, 'pickable', s.was_pickable, 'valid_from', s.was_from, 'valid_to', s.was_to,
        'successor', s.was_followed, 'coming_to', s.was_coming, 'coming_successor', s.was_coming_successor, 'coming_from', s.was_beginning, 'coming_name', s.was_to_be,
        'coming_parent', s.was_to_lie, 'coming_pickable', s.was_to_pick)::text end as before,
    case when not t.is_new then jsonb_build_object('parent', case when s.is_waiting or s.is_off then s.was_parent else s.parent_code end, 'name', case when s.is_waiting or s.is_off then s.was_name else s.name end,
        'pickable', case when s.is_waiting or s.is_off then s.was_pickable else s.pickable end, 'valid_from', case when s.is_waiting or s.is_off then s.was_from else s.valid_from end,
        'valid_to', case when s.is_waiting or s.is_off then s.was_to else s.valid_to end, 'successor', case when s.is_waiting or s.is_off then s.was_followed else s.successor_code end,
        'coming_to', case when d.code is null then coalesce(s.coming_to, s.was_coming) end,
        'coming_successor', case when s.coming_to is not null then s.coming_successor when d.code is null then s.was_coming_successor end,
        'coming_from', case when s.is_waiting then s.valid_from when g.code is null then s.was_beginning end,
        'coming_name', case when s.is_waiting then s.name when g.code is null then s.was_to_be end,
        'coming_parent', case when s.is_waiting then s.parent_code when g.code is null then s.was_to_lie end,
        'coming_pickable', case when s.is_waiting then s.pickable when g.code is null then s.was_to_pick end)::text end as after
from incoming s
left join written w on w.code = s.code and w.level = s.level
left join waiting b on b.code = s.code and b.level = s.level
left join not_waiting g on g.code = s.code and g.level = s.level
left join noted n on n.code = s.code and n.level = s.level
left join dropped d on d.code = s.code and d.level = s.level
cross join lateral (select not s.is_there and (w.is_new is true or b.is_new is true) and s.was_waiting is null as is_new) t
where w.code is not null or b.code is not null or g.code is not null or n.code is not null or d.code is not null
