-- The same (product_facets_found) of no more than $1 that hold the words $2 among the newest $3, of those whose sellers may be seen. DB_SLOW, with words DB_SEARCH.
-- Binary columns: facets (product_facet), prices. Index: product_newest, product_text primary key. By a subquery that stays one: a join may be turned into a hash of all texts.
select coalesce(array_agg(w.facet_id), '{}') as facets, coalesce(array_agg(w.price_fen), '{}') as prices
from (select x.facet_id, x.price_fen
      from (select p.listing_id, p.county_code
            from product p
            where p.producer_id not in (select h.id from seller_hidden h) and p.station_id not in (select h.id from seller_hidden h)
            order by p.version_id desc
            limit $3::bigint) n
      cross join lateral (select t.facet_id, t.price_fen
                          from product_text t
                          where t.listing_id = n.listing_id and t.county_code = n.county_code
                              and (cardinality($2::text[]) = 0 or t.text like all (search_patterns($2::text[])))
                          offset 0) x
      limit $1::bigint) w
