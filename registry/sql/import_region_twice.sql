-- Rows of a file whose code stood on the same level before. $1 import. Columns: row_no, fault. At most 20,000. DB_REPORT.
select t.row_no, 'twice' as fault
from (select row_no, row_number() over (partition by code, level order by row_no) as turn from region_import where import_id = $1::bigint) t
where t.turn > 1
order by t.row_no
limit 20000
