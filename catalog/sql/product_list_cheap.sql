-- What is on sale, cheapest first, by several filters or by words. $1 and $2 cursor (price and version; those behind it), $3 limit, $4 category or null, $5 county code or null, $6 producer or null, $7 a day
-- 'MM-DD' that its season holds or null, $8 codes of the counties it may come from or null, $9 and $10 lowest and highest price, $11 words that its text must hold,
-- $12 how many are looked at: the first so many in the order. The last of these is given in any case, so that who finds fewer than the limit can go on behind it.
-- DB_SLOW, with words DB_SEARCH: planned for what is bound.
-- Columns: _version_id (the cursor), _place (the how-manieth that was looked at), _holds (its text holds the words), listing_id, title, category, produce, county_code,
-- village_code, county_name, village_name, picture, producer_name, price_from_fen, no_reason_return.
-- Index: product_price, product_category_price, product_county_price, product_producer_price; primary keys.
select p.version_id as _version_id, p.place as _place, p.holds as _holds, p.listing_id, v.title, p.category, p.produce, p.county_code, v.village_code, c.name as county_name,
    g.name as village_name, p.picture, o.name as producer_name, p.price_fen as price_from_fen, v.no_reason_return
from (select n.listing_id, n.county_code, n.version_id, n.producer_id, n.category, n.produce, n.picture, n.price_fen, n.place,
          cardinality($11::text[]) = 0
          or coalesce((select t.text like all (search_patterns($11::text[]))
                       from product_text t
                       where t.listing_id = n.listing_id and t.county_code = n.county_code), false) as holds
      from (select q.listing_id, q.county_code, q.version_id, q.producer_id, q.category, q.produce, q.picture, q.price_fen, row_number() over (order by q.price_fen, q.version_id) as place
            from product q
            where q.producer_id not in (select h.id from seller_hidden h) and q.station_id not in (select h.id from seller_hidden h) and (q.price_fen, q.version_id) > ($1::bigint, $2::bigint)
                and ($4::text is null or q.category = $4::text) and ($5::text is null or q.county_code = $5::text)
                and ($6::bigint is null or q.producer_id = $6::bigint) and ($7::text is null or season_holds(q.season_from, q.season_to, $7::text))
                and ($8::text[] is null or q.county_code = any ($8::text[])) and q.price_fen between $9::bigint and $10::bigint
            order by q.price_fen, q.version_id
            limit $12::bigint) n) p
left join listing_version v on v.id = p.version_id and v.county_code = p.county_code
left join organisation o on o.id = p.producer_id and o.county_code = p.county_code
left join region c on c.code = p.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5
where p.holds or p.place = $12::bigint
order by p.price_fen, p.version_id
limit $3::bigint
