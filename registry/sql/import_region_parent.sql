-- Rows of a file whose parent is nowhere, has ended while they go on, or begins only when they have begun. $1 import. Columns: row_no, fault (no_parent, parent_ended, parent_late).
-- At most 20,000. DB_REPORT.
with incoming as materialized (
    select s.row_no, s.code, s.level, s.parent_code, s.valid_to, s.valid_from is not null as says_from,
        greatest(coalesce(s.valid_from, case when r.code is null then b.begins_on end), (now() at time zone 'Asia/Shanghai')::date) as begins_on
    from region_import s
    left join region r on r.code = s.code and r.level = s.level
    left join region_beginning b on b.code = s.code and b.level = s.level
    where s.import_id = $1::bigint
), parent as materialized (
    select code, level, bool_and(valid_to is not null) as has_ended, min(begins_on) as begins_on from incoming group by code, level
)
select s.row_no,
    case when coalesce(p.code, r.code, b.code) is null then 'no_parent'
         when coalesce(p.begins_on, b.begins_on) > s.begins_on and (r.code is null or r.valid_to is not null) then 'parent_late'
         else 'parent_ended' end as fault
from incoming s
left join parent p on p.code = s.parent_code and p.level = s.level - 1
left join region r on r.code = s.parent_code and r.level = s.level - 1
left join region_beginning b on b.code = s.parent_code and b.level = s.level - 1
left join region_coming e on e.code = s.parent_code and e.level = s.level - 1
where s.level > 1 and s.parent_code <> ''
    and (coalesce(p.code, r.code, b.code) is null
        or s.valid_to is null and coalesce(p.has_ended, b.code is null and r.valid_to is not null)
        or s.valid_to is null and p.code is null and b.code is null and e.ends_on is not null
            and (s.says_from or not exists (select from region_coming n where n.code = s.code and n.level = s.level and n.ends_on <= e.ends_on)
                and not exists (select from region_beginning n where n.code = s.code and n.level = s.level and n.parent_code <> s.parent_code and n.begins_on <= e.ends_on))
        or coalesce(p.begins_on, b.begins_on) > s.begins_on and (s.valid_to is null or s.valid_to > s.begins_on) and (r.code is null or r.valid_to is not null))
order by s.row_no
limit 20000
