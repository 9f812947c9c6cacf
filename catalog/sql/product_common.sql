-- How many of the newest so many products hold words. $1 words, $2 how many are looked at. DB_SEARCH.
-- Columns: products. Index: product_newest, product_text primary key.
select count(*) as products
from (select q.listing_id, q.county_code
      from product q
      order by q.version_id desc
      limit $2::bigint) n
where (select t.text like all (search_patterns($1::text[]))
       from product_text t
       where t.listing_id = n.listing_id and t.county_code = n.county_code)
