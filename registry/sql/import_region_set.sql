-- Rows of a file come in: one that is there takes the new name, parent and time; where that begins on a later day than what is there, what is there becomes the past.
-- An end that is still to come is noted, and taken back by a row that says a beginning and no end. $1 import, $2 and $3 first and last row.
-- Columns: key (code and level, a stroke between), is_new, before, after (of one that was there: objects of what a file says of it). Rows are those that are new or changed.
-- Index: region_import_row, region primary key.
with incoming as (
    select s.code, s.level, s.parent_code, s.name, s.pickable, case when not f.is_coming then s.valid_to end as valid_to,
        case when not f.is_coming then s.successor_code end as successor_code, case when f.is_coming then s.valid_to end as coming_to,
        case when f.is_coming then s.successor_code end as coming_successor, s.valid_from is not null as says_from,
        c.ends_on as was_coming, c.successor_code as was_coming_successor,
        coalesce(s.valid_from, r.valid_from, '2000-01-01') as valid_from,
        r.code is not null and coalesce(s.valid_from > r.valid_from, false)
            and (s.valid_from >= r.valid_to or r.valid_to is null and (s.name, s.parent_code) is distinct from (r.name, r.parent_code)) as is_anew,
        r.parent_code as was_parent, r.name as was_name, r.pickable as was_pickable, r.valid_from as was_from, r.valid_to as was_to, r.successor_code as was_followed
    from region_import s
    cross join lateral (select coalesce(s.valid_to > (now() at time zone 'Asia/Shanghai')::date, false) as is_coming) f
    left join region r on r.code = s.code and r.level = s.level
    left join region_coming c on c.code = s.code and c.level = s.level
    where s.import_id = $1::bigint and s.row_no between $2::bigint and $3::bigint
), past as (
    insert into region_past (code, level, parent_code, name, pickable, valid_from, valid_to, successor_code)
    select r.code, r.level, r.parent_code, r.name, r.pickable, r.valid_from, coalesce(r.valid_to, s.valid_from), r.successor_code
    from incoming s
    join region r on r.code = s.code and r.level = s.level
    where s.is_anew
), written as (
    insert into region (code, level, parent_code, name, pickable, valid_from, valid_to, successor_code)
    select code, level, parent_code, name, pickable, valid_from, valid_to, successor_code
    from incoming
    on conflict (code, level) do update
    set parent_code = excluded.parent_code, name = excluded.name, pickable = excluded.pickable, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
        successor_code = excluded.successor_code
    where (region.parent_code, region.name, region.pickable, region.valid_from, region.valid_to, region.successor_code)
        is distinct from (excluded.parent_code, excluded.name, excluded.pickable, excluded.valid_from, excluded.valid_to, excluded.successor_code)
    returning code, level, xmax = 0 as is_new
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
    where c.code = s.code and c.level = s.level and s.coming_to is null and (s.valid_to is not null or s.says_from)
    returning c.code, c.level
)
select s.code || '/' || s.level as key, coalesce(w.is_new, false) as is_new,
    case when w.is_new is not true then jsonb_build_object('parent', s.was_parent, 'name', s.was_name, 'pickable', s.was_pickable, 'valid_from', s.was_from, 'valid_to', s.was_to,
        'successor', s.was_followed, 'coming_to', s.was_coming, 'coming_successor', s.was_coming_successor)::text end as before,
    case when w.is_new is not true then jsonb_build_object('parent', s.parent_code, 'name', s.name, 'pickable', s.pickable, 'valid_from', s.valid_from, 'valid_to', s.valid_to,
        'successor', s.successor_code, 'coming_to', case when d.code is null then coalesce(s.coming_to, s.was_coming) end,
        'coming_successor', case when s.coming_to is not null then s.coming_successor when d.code is null then s.was_coming_successor end)::text end as after
from incoming s
left join written w on w.code = s.code and w.level = s.level
left join noted n on n.code = s.code and n.level = s.level
left join dropped d on d.code = s.code and d.level = s.level
where w.code is not null or n.code is not null or d.code is not null
