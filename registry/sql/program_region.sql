-- Where a program's account reaches. $1 id. Columns: region_code. Index: program primary key.
select region_code
from program
where id = $1
