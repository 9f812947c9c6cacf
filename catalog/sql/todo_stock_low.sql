-- A producer's SKUs on sale of which fewer than ten boxes are left, as lists know it. $1 organisation id.
-- Columns: count, oldest_at (always null: stock keeps no time). Index: product_low.
select least(coalesce(sum(n.low_skus), 0), 1000)::bigint as count, null::timestamptz as oldest_at
from (select p.low_skus
      from product p
      where p.producer_id = $1::bigint and p.low_skus > 0
      limit 1000) n
