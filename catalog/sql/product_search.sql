-- What is on sale and holds all words. $1 pairs of characters (candidates by index), $2 words (each must stand in the text: title, category,
-- produce, producer, places, specs), $3 category or null, $4 county code or null, $5 0 = newest first, 1 = cheapest first, -1 = dearest first,
-- $6 and $7 cursor (price and version; those behind it), $8 limit, $9 producer or null, $10 a day 'MM-DD' that its season holds or null, $11 codes
-- of the counties it may come from or null, $12 and $13 lowest and highest price. What is found is sorted.
-- Columns: _version_id (the cursor), listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: listing_version_search (GIN), product primary key.
with hit as materialized (
    select p.version_id, p.listing_id, p.title, p.category, p.produce, p.county_code, p.village_code, p.county_name, p.village_name, p.picture,
        p.producer_name, p.price_from_fen, p.no_reason_return
    from listing_version v
    join product_item p on p.listing_id = v.listing_id and p.version_id = v.id and p.county_code = v.county_code
    cross join lateral (
        select lower(normalize(concat_ws(E'\n', p.title, p.category, p.produce, p.producer_name, p.county_name, p.village_name,
            (select string_agg(r.name, '' order by r.level) from region r
             where (r.code, r.level) in ((left(p.village_code, 2) || '0000', 1::smallint), (left(p.village_code, 4) || '00', 2::smallint),
                                         (left(p.village_code, 6), 3::smallint), (left(p.village_code, 9), 4::smallint),
                                         (p.village_code, 5::smallint)) and r.pickable),
            (select string_agg(k.spec, E'\n') from version_sku s join sku k on k.id = s.sku_id and k.county_code = s.county_code
             where s.version_id = p.version_id and s.county_code = p.county_code)), nfkc)) as text
    ) t
    where v.state = 'on_sale' and v.search_grams @> $1::text[] and ($3::text is null or p.category = $3::text)
        and ($4::text is null or p.county_code = $4::text) and ($9::bigint is null or p.producer_id = $9::bigint)
        and ($11::text[] is null or p.county_code = any ($11::text[])) and p.price_from_fen between $12::bigint and $13::bigint
        and ($10::text is null or season_holds(p.season_from, p.season_to, $10::text))
        and not exists (select 1 from unnest($2::text[]) as w (word) where strpos(t.text, lower(normalize(w.word, nfkc))) = 0)
)
select h.version_id as _version_id, h.listing_id, h.title, h.category, h.produce, h.county_code, h.village_code, h.county_name, h.village_name,
    h.picture, h.producer_name, h.price_from_fen, h.no_reason_return
from hit h
cross join lateral (select h.price_from_fen * $5::int as price_key, h.version_id * (case $5::int when 1 then 1 else -1 end) as version_key) t
where (t.price_key, t.version_key) > ($6::bigint * $5::int, $7::bigint * (case $5::int when 1 then 1 else -1 end))
order by t.price_key, t.version_key
limit $8::bigint
