-- What is on sale and holds all words, found by their characters and pairs of characters, for what is too rare to be met on a list's way. $1 words, $2 category or
-- null, $3 county code or null, $4 0 = newest first, 1 = cheapest first, -1 = dearest first, $5 and $6 cursor (price and version; those behind it), $7 limit,
-- $8 producer or null, $9 a day 'MM-DD' that its season holds or null, $10 codes of the counties it may come from or null, $11 and $12 lowest and highest price,
-- $13 how many texts are looked at, before any other filter: when there are as many, they are too many to be sorted, and a single row
-- of nulls says so.
-- DB_SEARCH. What is found is sorted.
-- Columns: _version_id (the cursor; null = too many), listing_id, title, category,
-- produce, county_code, village_code, county_name, village_name, picture, producer_name, price_from_fen, no_reason_return.
-- Index: product_text_grams (GIN), primary keys.
with text as materialized (
    -- without the limit, as it would let the planner hope to meet them soon by reading all texts
    select t.listing_id, t.county_code
    from product_text t
    where search_grams(t.text) @> search_keys($1::text[]) and t.text like all (search_patterns($1::text[]))
), looked as materialized (
    select t.listing_id, t.county_code, count(*) over () as texts
    from (select x.listing_id, x.county_code from text x limit $13::bigint) t
), hit as materialized (
    select q.listing_id, q.county_code, q.version_id, q.producer_id, q.category, q.produce, q.picture, q.price_fen, q.price_fen * $4::int as price_key,
        q.version_id * (case $4::int when 1 then 1 else -1 end) as version_key
    from looked t
    join product_open q on q.listing_id = t.listing_id and q.county_code = t.county_code
    where t.texts < $13::bigint
        and ($2::text is null or q.category = $2::text) and ($3::text is null or q.county_code = $3::text)
        and ($8::bigint is null or q.producer_id = $8::bigint) and ($9::text is null or season_holds(q.season_from, q.season_to, $9::text))
        and ($10::text[] is null or q.county_code = any ($10::text[])) and q.price_fen between $11::bigint and $12::bigint
), page as (
    select h.listing_id, h.county_code, h.version_id, h.producer_id, h.category, h.produce, h.picture, h.price_fen, h.price_key, h.version_key
    from hit h
    where (h.price_key, h.version_key) > ($5::bigint * $4::int, $6::bigint * (case $4::int when 1 then 1 else -1 end))
    order by h.price_key, h.version_key
    limit $7::bigint
)
select p.version_id as _version_id, p.listing_id, v.title, p.category, p.produce, p.county_code, v.village_code, c.name as county_name,
    g.name as village_name, p.picture, o.name as producer_name, p.price_fen as price_from_fen, v.no_reason_return
from (select x.listing_id, x.county_code, x.version_id, x.producer_id, x.category, x.produce, x.picture, x.price_fen, x.price_key, x.version_key
      from page x
      union all
      select null, null, null, null, null, null, null, null, null, null from looked having count(*) >= $13::bigint) p
left join listing_version v on v.id = p.version_id and v.county_code = p.county_code
left join organisation o on o.id = p.producer_id and o.county_code = p.county_code
left join region c on c.code = p.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5
order by p.price_key, p.version_key
