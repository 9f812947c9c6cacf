-- Where the next orders stand. $1 after id, $2 rows. Binary columns: id, county_code, state. Index: sale_order primary key.
select t.id, t.county_code, t.state
from sale_order t
where t.id > $1
order by t.id
limit $2
