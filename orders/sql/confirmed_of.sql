-- Which of these households the register confirms now and whose link to the seller is free. $1 households, $2 county, $3 seller. Columns: household_id.
-- Index: household primary key, benefit_link_held.
select h.id as household_id
from household h
where h.id = any ($1::bigint[]) and h.county_code = $2::text and h.state = 'confirmed'
  and h.id <> all (array(select l.household_id from benefit_link l where l.producer_id = $3::bigint and l.county_code = $2::text and l.state <> 'free'))
order by h.id
