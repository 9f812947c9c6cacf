-- Rows of a file come in: one that is there takes the new name, parent and time; where that begins on a later day than what is there, what is there becomes the past. $1 import, $2 and $3
-- first and last row.
-- Columns: key (code and level, a stroke between), is_new. Rows are those that are new or changed. Index: region_import_row, region primary key.
with incoming as (
    select s.code, s.level, s.parent_code, s.name, s.pickable, s.valid_to, s.successor_code,
        coalesce(s.valid_from, r.valid_from, '2000-01-01') as valid_from,
        r.code is not null and coalesce(s.valid_from > r.valid_from, false)
            and (s.valid_from >= r.valid_to or r.valid_to is null and (s.name, s.parent_code) is distinct from (r.name, r.parent_code)) as is_anew
    from region_import s
    left join region r on r.code = s.code and r.level = s.level
    where s.import_id = $1::bigint and s.row_no between $2::bigint and $3::bigint
), past as (
    insert into region_past (code, level, parent_code, name, pickable, valid_from, valid_to, successor_code)
    select r.code, r.level, r.parent_code, r.name, r.pickable, r.valid_from, coalesce(r.valid_to, s.valid_from), r.successor_code
    from incoming s
    join region r on r.code = s.code and r.level = s.level
    where s.is_anew
)
insert into region (code, level, parent_code, name, pickable, valid_from, valid_to, successor_code)
select code, level, parent_code, name, pickable, valid_from, valid_to, successor_code
from incoming
on conflict (code, level) do update
set parent_code = excluded.parent_code, name = excluded.name, pickable = excluded.pickable, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    successor_code = excluded.successor_code
where (region.parent_code, region.name, region.pickable, region.valid_from, region.valid_to, region.successor_code)
    is distinct from (excluded.parent_code, excluded.name, excluded.pickable, excluded.valid_from, excluded.valid_to, excluded.successor_code)
returning code || '/' || level as key, xmax = 0 as is_new
