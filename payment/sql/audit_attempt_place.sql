-- Where the next attempts stand. $1 after id, $2 rows. Binary columns: id, county_code, state. Index: payment_attempt primary key.
select t.id, t.county_code, t.state
from payment_attempt t
where t.id > $1
order by t.id
limit $2
