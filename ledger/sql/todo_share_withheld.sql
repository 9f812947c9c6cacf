-- Households of a county with shares that are withheld. $1 county code. Columns: count, oldest_at. Index: withheld_share_open.
select count(*) as count, min(n.oldest_at) as oldest_at
from (select min(w.withheld_at) as oldest_at
      from withheld_share w
      where w.state = 'withheld' and w.county_code = left($1::text, 6)
      group by w.household_id
      limit 1000) n
