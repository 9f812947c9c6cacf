-- Where the next refunds stand. $1 after id, $2 rows. Binary columns: id, county_code, state. Index: refund primary key.
select t.id, t.county_code, t.state
from refund t
where t.id > $1
order by t.id
limit $2
