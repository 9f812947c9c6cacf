-- How much was refused: at most a thousand are counted. Columns: refused. Index: household_report_refused.
select count(*) as refused
from (select id from household_report where state = 'refused' order by id limit 1000) f
