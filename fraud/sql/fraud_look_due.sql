-- Counties that have somebody who sells and were not looked at for so long. $1 hours, $2 at most. Columns: county_code.
-- Reads all of organisation: who sells anywhere, once in a round. Index: fraud_look primary key.
select n.county_code
from (select distinct o.county_code from organisation o where o.kind <> 'station') n
left join fraud_look k on k.county_code = n.county_code
where k.looked_at is null or k.looked_at < now() - $1::bigint * interval '1 hour'
order by k.looked_at nulls first, n.county_code
limit $2
