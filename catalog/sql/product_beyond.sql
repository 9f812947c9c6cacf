-- Whether more than so many products are on sale. $1 so many. DB_SEARCH. Columns: version_id (of one beyond; no row when there is none). Index: product_newest.
select version_id
from product
order by version_id desc
limit 1
offset $1::bigint
