-- What is known before its day of a code: what it will be. $1 code. Columns: level, parent_code, name, begins_on. Index: region_beginning primary key.
select level, parent_code, name, begins_on::text as begins_on
from region_beginning
where code = $1
order by level desc
limit 1
