-- Rows of a file whose parent is nowhere, or has ended while they go on. $1 import. Columns: row_no, fault (no_parent, parent_ended). At most 20,000. DB_REPORT.
with incoming as materialized (
    select row_no, code, level, parent_code, valid_to from region_import where import_id = $1::bigint
), parent as materialized (
    select code, level, bool_and(valid_to is not null) as has_ended from incoming group by code, level
)
select s.row_no, case when coalesce(p.code, r.code) is null then 'no_parent' else 'parent_ended' end as fault
from incoming s
left join parent p on p.code = s.parent_code and p.level = s.level - 1
left join region r on r.code = s.parent_code and r.level = s.level - 1
where s.level > 1 and s.parent_code <> ''
    and (coalesce(p.code, r.code) is null
        or s.valid_to is null and coalesce(p.has_ended, r.valid_to is not null))
order by s.row_no
limit 20000
