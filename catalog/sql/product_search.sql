-- What is on sale and holds all words. $1 pairs of characters (candidates by index), $2 words (each must stand in the text: title, category,
-- produce, producer, places, specs), $3 category or null, $4 county code or '', $5 cursor (versions below it), $6 limit.
-- Columns: _version_id, listing_id, title, category, produce, county_code, village_code, county_name, village_name, picture,
-- producer_name, price_from_fen, no_reason_return. Index: listing_version_search (GIN).
select v.id as _version_id, v.listing_id, v.title, v.category, v.produce, v.county_code, v.village_code, c.name as county_name,
    g.name as village_name, v.picture, o.name as producer_name, p.price_from_fen, v.no_reason_return
from listing_version v
join listing l on l.id = v.listing_id
join organisation o on o.id = l.producer_id
left join region c on c.code = v.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5
cross join lateral (select min(s.price_fen) as price_from_fen from version_sku s where s.version_id = v.id) p
cross join lateral (
    select lower(normalize(concat_ws(E'\n', v.title, v.category, v.produce, o.name, c.name, g.name,
        (select string_agg(r.name, '' order by r.level) from region r
         where (r.code, r.level) in ((left(v.village_code, 2) || '0000', 1::smallint), (left(v.village_code, 4) || '00', 2::smallint),
                                     (left(v.village_code, 6), 3::smallint), (left(v.village_code, 9), 4::smallint),
                                     (v.village_code, 5::smallint)) and r.pickable),
        (select string_agg(k.spec, E'\n') from version_sku s join sku k on k.id = s.sku_id where s.version_id = v.id)), nfkc)) as text
) t
where v.state = 'on_sale' and v.search_grams @> $1::text[] and ($3::text is null or v.category = $3::text)
    and ($4::text = '' or v.county_code = $4::text) and v.id < $5::bigint
    and not exists (select 1 from unnest($2::text[]) as w (word) where strpos(t.text, lower(normalize(w.word, nfkc))) = 0)
order by v.id desc
limit $6::bigint
