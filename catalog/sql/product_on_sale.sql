-- How many products are on sale, as they are counted for the counties' tiles. No parameters. DB_SEARCH. Columns: products. Index: product_tally primary key (all of
-- it, a row a county).
select coalesce(sum(t.products), 0)::bigint as products
from product_tally t
