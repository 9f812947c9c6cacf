-- Households of a county with shares that are withheld. $1 county code. Columns: count, oldest_at. Index: attribution_withheld.
select count(*) as count, min(n.oldest_at) as oldest_at
from (select min(a.accrued_at) as oldest_at
      from attribution a
      where a.state = 'withheld' and a.county_code = left($1::text, 6)
      group by a.household_id
      limit 1000) n
