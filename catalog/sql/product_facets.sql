-- How much of what is on sale each choice of a filter leaves, all other filters applied. Looks at the newest $1 versions that hold the words, so that
-- its cost is bounded. $1 most versions, $2 pairs of characters, $3 words, as in product_search; $4 category, $5 county code, $6 producer, each or
-- null; $7 today as 'MM-DD', $8 whether only what is in season; $9 codes of the counties that deliver to the buyer's place or null, $10 whether only
-- these; $11 and $12 lowest and highest price, of what each is listed by; $13 bounds of prices between bands.
-- Columns: dimension (total; looked_at: how many versions were looked at; category, county, producer, price: one row a value; in_season, deliverable: the
-- switch on; the rest: how many more would be found without that filter: no_category, no_county, no_producer, no_season, no_place, no_price), key, name,
-- products. Index: product_newest, listing_version primary key.
with found as materialized (
    select p.version_id, p.price_from_fen, p.category, p.county_code, p.county_name, p.producer_id, p.producer_name,
        $4::text is null or p.category = $4::text as category_ok, $5::text is null or p.county_code = $5::text as county_ok,
        $6::bigint is null or p.producer_id = $6::bigint as producer_ok, not $8::boolean or s.holds as season_ok, s.holds,
        not $10::boolean or r.reached as place_ok, r.reached
    from product_item p
    cross join lateral (select season_holds(p.season_from, p.season_to, $7::text) as holds) s
    cross join lateral (select $9::text[] is null or p.county_code = any ($9::text[]) as reached) r
    where (cardinality($3::text[]) = 0
           or exists (select 1 from listing_version v where v.id = p.version_id and v.county_code = p.county_code and v.search_grams @> $2::text[]))
        and not exists (select 1 from unnest($3::text[]) as w (word)
                        where strpos(lower(normalize(concat_ws(E'\n', p.title, p.category, p.produce, p.producer_name, p.county_name, p.village_name,
                            (select string_agg(g.name, '' order by g.level) from region g
                             where (g.code, g.level) in ((left(p.village_code, 2) || '0000', 1::smallint), (left(p.village_code, 4) || '00', 2::smallint),
                                                         (left(p.village_code, 6), 3::smallint), (left(p.village_code, 9), 4::smallint),
                                                         (p.village_code, 5::smallint)) and g.pickable),
                            (select string_agg(k.spec, E'\n') from version_sku x join sku k on k.id = x.sku_id and k.county_code = x.county_code
                             where x.version_id = p.version_id and x.county_code = p.county_code)), nfkc)), lower(normalize(w.word, nfkc))) = 0)
    order by p.version_id desc
    limit $1::bigint
), hit as materialized (
    select f.category, f.county_code, f.county_name, f.producer_id, f.producer_name, f.category_ok, f.county_ok, f.producer_ok, f.season_ok, f.holds, f.place_ok,
        f.reached, width_bucket(f.price_from_fen, $13::bigint[]) as band, f.price_from_fen between $11::bigint and $12::bigint as price_ok
    from found f
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
    select 'county', county_code, coalesce(county_name, ''), count(*) from hit
    where category_ok and producer_ok and season_ok and place_ok and price_ok group by county_code, county_name
    union all
    select 'producer', producer_id::text, producer_name, count(*) from hit
    where category_ok and county_ok and season_ok and place_ok and price_ok group by producer_id, producer_name
    union all
    select 'price', band::text, '', count(*) from hit where category_ok and county_ok and producer_ok and season_ok and place_ok group by band
) f
order by f.dimension, f.products desc, f.key
