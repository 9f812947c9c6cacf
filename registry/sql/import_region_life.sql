-- Rows of a file that do not fit what is known of their code's time: ended (the code is dead and nobody says since when it lives again), overlaps (it was something else then),
-- ends_early (not behind its beginning), unchanged (it begins later and is all that already), children (places below it live on), followed (a code that it followed ended only later). $1 import. At most 20,000. DB_REPORT.
-- Columns: row_no, fault.
with incoming as materialized (
    select row_no, code, level, parent_code, name, pickable, valid_from, valid_to from region_import where import_id = $1::bigint
), dying as materialized (
    select row_no, code, level, valid_to from incoming where valid_to is not null
)
select s.row_no, 'ended' as fault
from incoming s
join region r on r.code = s.code and r.level = s.level
where r.valid_to is not null and (s.valid_to is null or s.valid_to > (now() at time zone 'Asia/Shanghai')::date) and (s.valid_from is null or s.valid_from < r.valid_to)
union
select s.row_no, 'overlaps'
from incoming s
join region_past p on p.code = s.code and p.level = s.level
where s.valid_from < p.valid_to
union
select s.row_no, 'ends_early'
from dying d
join incoming s on s.row_no = d.row_no
left join region r on r.code = s.code and r.level = s.level
left join region_beginning b on b.code = s.code and b.level = s.level
where s.valid_to <= coalesce(s.valid_from, r.valid_from, b.begins_on, '2000-01-01')
    and not (r.code is null and b.code is not null and s.valid_to = s.valid_from) -- called off before it was ever in force
union
select s.row_no, 'unchanged'
from incoming s
join region r on r.code = s.code and r.level = s.level
where s.valid_from > (now() at time zone 'Asia/Shanghai')::date and r.valid_to is null
    and (s.parent_code, s.name, s.pickable) is not distinct from (r.parent_code, r.name, r.pickable)
    and not exists (select from region_coming n where n.code = s.code and n.level = s.level and n.ends_on <= s.valid_from)
union
select d.row_no, 'children'
from dying d
join region_beginning c on c.parent_code = d.code and c.level = d.level + 1
where not exists (select from incoming s where s.code = c.code and s.level = c.level)
    and not exists (select from region_coming n where n.code = c.code and n.level = c.level and n.ends_on <= d.valid_to)
union
select d.row_no, 'children'
from dying d
join region c on c.parent_code = d.code and c.level = d.level + 1 and c.valid_to is null
where not exists (select from incoming s where s.code = c.code and s.level = c.level and (s.valid_from is null or s.valid_from <= greatest(d.valid_to, (now() at time zone 'Asia/Shanghai')::date)))
    and not exists (select from region_coming n where n.code = c.code and n.level = c.level and n.ends_on <= d.valid_to)
    and not exists (select from region_beginning b where b.code = c.code and b.level = c.level and b.parent_code <> d.code and b.begins_on <= d.valid_to)
union
select d.row_no, 'followed'
from dying d
join region r on r.successor_code = d.code and r.level = d.level and r.valid_to >= d.valid_to
where not exists (select from incoming s where s.code = r.code and s.level = r.level)
order by row_no, fault
limit 20000
