-- Whether words are held by one in fifty or more of the newest so many products, and so by more than $3 of all that are on sale. $1 words, $2 how many are
-- looked at. DB_SEARCH. Columns: common. Index: product_newest, product_text primary key, product_tally primary key (all of it, a row a county).
select count(*) * 50 >= $2::bigint and count(*) * (select coalesce(sum(a.products), 0) from product_tally a) > $2::bigint * $3::bigint as common
from (select q.listing_id, q.county_code
      from product q
      order by q.version_id desc
      limit $2::bigint) n
where (select t.text like all (search_patterns($1::text[]))
       from product_text t
       where t.listing_id = n.listing_id and t.county_code = n.county_code)
