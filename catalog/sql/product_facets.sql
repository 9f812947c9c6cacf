-- How much of what is on sale each choice of a filter leaves, all other filters applied. Looks at no more than $1 that hold the words, so that its cost is
-- bounded: without words, and of words that many hold ($2, product_common), the newest among $3; of others those that their characters find first.
-- $4 words; $5 category, $6 county code, $7 producer, each or null; $8 today as 'MM-DD', $9 whether only what is in season; $10 codes of the counties that
-- deliver to the buyer's place or null, $11 whether only these; $12 and $13 lowest and highest price, of what each is listed by; $14 bounds of prices between
-- bands, $15 how many counties and producers are named: the one asked for and those with most. DB_SLOW, with words DB_SEARCH.
-- Columns: dimension (total; looked_at: how many were looked at; category, county, producer, price: one row a value; in_season, deliverable: the
-- switch on; the rest: how many more would be found without that filter: no_category, no_county, no_producer, no_season, no_place, no_price), key, name,
-- products. Index: product_newest, product_text_grams (GIN), primary keys.
with walked as (
    select n.listing_id, n.county_code, n.producer_id, n.category, n.season_from, n.season_to, n.price_fen
    from (select p.listing_id, p.county_code, p.producer_id, p.category, p.season_from, p.season_to, p.price_fen
          from product p
          where $2::boolean and p.producer_id not in (select h.id from seller_hidden h) and p.station_id not in (select h.id from seller_hidden h)
          order by p.version_id desc
          limit $3::bigint) n
    where cardinality($4::text[]) = 0
        or (select t.text like all (search_patterns($4::text[]))
            from product_text t
            where t.listing_id = n.listing_id and t.county_code = n.county_code)
    limit $1::bigint
), found as (
    select p.listing_id, p.county_code, p.producer_id, p.category, p.season_from, p.season_to, p.price_fen
    from product_text t
    join product p on p.listing_id = t.listing_id and p.county_code = t.county_code
    where not $2::boolean and search_grams(t.text) @> search_keys($4::text[]) and t.text like all (search_patterns($4::text[]))
        and p.producer_id not in (select h.id from seller_hidden h) and p.station_id not in (select h.id from seller_hidden h)
    limit $1::bigint
), looked as materialized (
    select w.listing_id, w.county_code, w.producer_id, w.category, w.season_from, w.season_to, w.price_fen from walked w
    union all
    select f.listing_id, f.county_code, f.producer_id, f.category, f.season_from, f.season_to, f.price_fen from found f
), hit as materialized (
    select p.category, p.county_code, p.producer_id,
        $5::text is null or p.category = $5::text as category_ok, $6::text is null or p.county_code = $6::text as county_ok,
        $7::bigint is null or p.producer_id = $7::bigint as producer_ok, not $9::boolean or s.holds as season_ok, s.holds,
        not $11::boolean or r.reached as place_ok, r.reached, width_bucket(p.price_fen, $14::bigint[]) as band,
        p.price_fen between $12::bigint and $13::bigint as price_ok
    from looked p
    cross join lateral (select season_holds(p.season_from, p.season_to, $8::text) as holds) s
    cross join lateral (select $10::text[] is null or p.county_code = any ($10::text[]) as reached) r
), sum as (
    select count(*) as looked_at,
        count(*) filter (where category_ok and county_ok and producer_ok and season_ok and place_ok and price_ok) as total,
        count(*) filter (where category_ok and county_ok and producer_ok and holds and place_ok and price_ok) as in_season,
        count(*) filter (where category_ok and county_ok and producer_ok and season_ok and reached and price_ok) as deliverable,
        count(*) filter (where not category_ok and county_ok and producer_ok and season_ok and place_ok and price_ok) as no_category,
        count(*) filter (where category_ok and not county_ok and producer_ok and season_ok and place_ok and price_ok) as no_county,
        count(*) filter (where category_ok and county_ok and not producer_ok and season_ok and place_ok and price_ok) as no_producer,
        count(*) filter (where category_ok and county_ok and producer_ok and not season_ok and place_ok and price_ok) as no_season,
        count(*) filter (where category_ok and county_ok and producer_ok and season_ok and not place_ok and price_ok) as no_place,
        count(*) filter (where category_ok and county_ok and producer_ok and season_ok and place_ok and not price_ok) as no_price
    from hit
)
select f.dimension, f.key, f.name, f.products
from (
    select d.dimension, '' as key, '' as name, d.products
    from sum
    cross join lateral (values ('looked_at', looked_at), ('total', total), ('in_season', in_season), ('deliverable', deliverable),
        ('no_category', no_category), ('no_county', no_county), ('no_producer', no_producer), ('no_season', no_season), ('no_place', no_place),
        ('no_price', no_price)) as d (dimension, products)
    union all
    select 'category', category, category, count(*) from hit where county_ok and producer_ok and season_ok and place_ok and price_ok group by category
    union all
    select 'county', n.county_code, coalesce((select c.name from region c where c.code = n.county_code and c.level = 3), ''), n.products
    from (select county_code, count(*) as products from hit where category_ok and producer_ok and season_ok and place_ok and price_ok group by county_code
          order by county_code = $6::text desc nulls last, count(*) desc, county_code collate "C" limit $15::bigint) n
    union all
    select 'producer', n.producer_id::text, (select o.name from organisation o where o.id = n.producer_id and o.county_code = n.county_code), n.products
    from (select producer_id, county_code, count(*) as products from hit
          where category_ok and county_ok and season_ok and place_ok and price_ok group by producer_id, county_code
          order by producer_id = $7::bigint desc nulls last, count(*) desc, producer_id limit $15::bigint) n
    union all
    select 'price', band::text, '', count(*) from hit where category_ok and county_ok and producer_ok and season_ok and place_ok group by band
) f
order by f.dimension collate "C", f.products desc, f.key collate "C"
