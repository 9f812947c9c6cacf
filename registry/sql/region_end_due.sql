-- Places whose last day is over end; what was to follow does if it lives. No parameters. Columns: code, level, valid_to, successor_code (null = none). Index: region primary key.
with due as (
    delete from region_coming
    where ends_on <= (now() at time zone 'Asia/Shanghai')::date
    returning code, level, ends_on, successor_code
)
update region r
set valid_to = d.ends_on,
    successor_code = (select n.code from region n where n.code = d.successor_code and n.level = d.level and n.valid_to is null)
from due d
where r.code = d.code and r.level = d.level and r.valid_to is null and r.valid_from < d.ends_on
returning r.code, r.level, r.valid_to::text as valid_to, r.successor_code
