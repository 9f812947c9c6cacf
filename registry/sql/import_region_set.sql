-- Rows of a file come in: one that is there takes the new name, parent and time; where that begins on a later day than what is there, what is there becomes the past. $1 import, $2 and $3
-- first and last row.
-- Columns: key (code and level, a stroke between), is_new, before, after (of one that was there: objects of what a file says of it). Rows are those that are new or changed.
-- Index: region_import_row, region primary key.
with incoming as (
    select s.code, s.level, s.parent_code, s.name, s.pickable, s.valid_to, s.successor_code,
        coalesce(s.valid_from, r.valid_from, '2000-01-01') as valid_from,
        r.code is not null and coalesce(s.valid_from > r.valid_from, false)
            and (s.valid_from >= r.valid_to or r.valid_to is null and (s.name, s.parent_code) is distinct from (r.name, r.parent_code)) as is_anew,
        r.parent_code as was_parent, r.name as was_name, r.pickable as was_pickable, r.valid_from as was_from, r.valid_to as was_to, r.successor_code as was_followed
    from region_import s
    left join region r on r.code = s.code and r.level = s.level
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
)
select w.code || '/' || w.level as key, w.is_new,
    case when not w.is_new then jsonb_build_object('parent', s.was_parent, 'name', s.was_name, 'pickable', s.was_pickable, 'valid_from', s.was_from, 'valid_to', s.was_to,
        'successor', s.was_followed)::text end as before,
    case when not w.is_new then jsonb_build_object('parent', s.parent_code, 'name', s.name, 'pickable', s.pickable, 'valid_from', s.valid_from, 'valid_to', s.valid_to,
        'successor', s.successor_code)::text end as after
from written w
join incoming s on s.code = w.code and s.level = w.level
