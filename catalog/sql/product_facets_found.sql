-- What the counts beside a search are made of: of no more than $1 that hold the words $2, which their characters find first, what filters ask of each and its price.
-- Nothing else is looked up for them while all sellers may be seen, so that what many hold costs little more than what few do. DB_SEARCH.
-- Binary columns: facets (product_facet), prices. Index: product_text_grams (GIN), product_facet primary key.
select coalesce(array_agg(n.facet_id), '{}') as facets, coalesce(array_agg(n.price_fen), '{}') as prices
from (select t.facet_id, t.price_fen
      from product_text t
      where search_grams(t.text) @> search_keys($2::text[]) and t.text like all (search_far_patterns($2::text[]))
          and (not exists (select from seller_hidden h)
               or not exists (select from product_facet f
                              where f.id = t.facet_id and f.county_code = t.county_code
                                  and (f.producer_id = any (array(select h.id from seller_hidden h)) or f.station_id = any (array(select h.id from seller_hidden h)))))
      limit $1::bigint) n
