-- What a producer has of completed orders, less what it bore of refunds: from the sums of all its months and what has changed since. $1 producer, $2 its county, $3 the county's orders
-- that the journal has named since. Columns: fen. Index: sale_month_key, sale_rolled primary key, attribution_pool primary key.
select coalesce(sum(x.fen), 0)::bigint as fen
from (select m.settled_fen as fen
      from sale_month m
      where m.producer_id = $1::bigint and m.county_code = $2::text
      union all
      select s.side * s.settled_fen
      from sale_sum_part s
      where s.order_id = any ($3::bigint[]) and s.producer_id = $1::bigint) x
