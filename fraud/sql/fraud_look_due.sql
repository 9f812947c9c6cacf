-- Counties that have somebody who sells, or a household that counted in another county as well, and were not looked at for so long, or not since that
-- was found. $1 hours, $2 at most. Columns: county_code.
-- Reads all of organisation: who sells anywhere, once in a round.
-- Reads all of household_double: who counted twice, which are few. Index: fraud_look primary key, household_double_county.
select n.county_code
from (select o.county_code from organisation o where o.kind <> 'station'
      union
      select d.county_code from household_double d) n
left join fraud_look k on k.county_code = n.county_code
where k.looked_at is null or k.looked_at < now() - $1::bigint * interval '1 hour'
    or exists (select 1 from household_double d where d.county_code = n.county_code and d.found_at > k.looked_at)
order by k.looked_at nulls first, n.county_code
limit $2
