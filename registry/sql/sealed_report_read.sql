-- Sealed texts of what the register is told of households as they stand, in order. $1 household and $3 part to begin after, $2 limit. Index: household_report_one.
-- Binary columns: row, part, text_sealed.
select r.row, r.part, r.text_sealed
from (select household_id as row, case kind when 'contact' then 1 else 0 end::bigint as part, text_sealed
      from household_report
      where household_id >= $1 and kind in ('contact', 'address')) r
where (r.row, r.part) > ($1, $3::bigint)
order by r.row, r.part
limit $2
