-- Rows of a file whose successor does not do: no_successor, successor_ended (by that day already), successor_late (it begins only later), circle (followed far enough, it comes
-- back). $1 import. At most 20,000. DB_REPORT.
-- Columns: row_no, fault.
with recursive incoming as materialized (
    select row_no, code, level, valid_from, valid_to, successor_code from region_import where import_id = $1::bigint
), dying as materialized (
    select row_no, code, level, valid_to, successor_code from incoming where successor_code is not null
), fitting as (
    select d.row_no, d.valid_to, n.code as in_file, coalesce(r.code, b.code) as there,
        case when n.code is not null then n.valid_to when b.code is null then r.valid_to end as ends_on,
        least((select min(e.valid_from) from region_ever e where e.code = d.successor_code and e.level = d.level),
            case when r.code is null then coalesce(n.valid_from, b.begins_on, '2000-01-01') else n.valid_from end) as begins_on
    from dying d
    left join incoming n on n.code = d.successor_code and n.level = d.level
    left join region r on r.code = d.successor_code and r.level = d.level
    left join region_beginning b on b.code = d.successor_code and b.level = d.level
), edge as (
    select code, level, successor_code from dying
    union all
    select r.code, r.level, r.successor_code
    from region r
    where r.successor_code is not null and not exists (select from incoming s where s.code = r.code and s.level = r.level)
    union all
    select n.code, n.level, n.successor_code
    from region_coming n
    where n.successor_code is not null and not exists (select from incoming s where s.code = n.code and s.level = n.level)
), walk as (
    select d.row_no, d.code as from_code, d.level, d.successor_code as at_code, 1 as steps from dying d
    union
    select w.row_no, w.from_code, w.level, e.successor_code, w.steps + 1
    from walk w
    join edge e on e.code = w.at_code and e.level = w.level
    where w.steps < 50 and w.at_code <> w.from_code
)
select f.row_no, 'no_successor' as fault from fitting f where f.in_file is null and f.there is null
union
select f.row_no, 'successor_ended' from fitting f
where f.ends_on <= f.valid_to and not exists (select from walk w where w.row_no = f.row_no and w.at_code = w.from_code)
union
select f.row_no, 'successor_late' from fitting f where f.begins_on > f.valid_to
union
select w.row_no, 'circle' from walk w where w.at_code = w.from_code
order by row_no, fault
limit 20000
