-- What the counts beside a search need stands in the row that words find: by which price a listing is listed, and a number for all else that filters ask of it. Before,
-- a row of `product` was looked up for each that was found, and each was then counted by every filter.
create function product_facet_id(county_code text, producer_id bigint, station_id bigint, category text, season_from text, season_to text)
returns bigint language sql immutable strict parallel safe
return hashtextextended(county_code || '|' || producer_id::text || '|' || station_id::text || '|' || season_from || '|' || season_to || '|' || category, 0);
grant execute on function product_facet_id(text, bigint, bigint, text, text, text) to mall_app;

-- What a number stands for. Rows stay when no listing has theirs any more.
create table product_facet (
    id          bigint primary key,
    county_code text not null,
    producer_id bigint not null,
    station_id  bigint not null,
    category    text not null,
    season_from text not null,
    season_to   text not null
);
alter table product_facet alter column county_code set statistics 10;
grant select, insert on product_facet to mall_app;

create view product_facet_now as
select product_facet_id(p.county_code, p.producer_id, p.station_id, p.category, p.season_from, p.season_to) as id, p.county_code, p.producer_id, p.station_id,
    p.category, p.season_from, p.season_to, p.listing_id
from product p;
grant select on product_facet_now to mall_app;
insert into product_facet
select distinct n.id, n.county_code, n.producer_id, n.station_id, n.category, n.season_from, n.season_to from product_facet_now n;

-- Room on each page, so that another price is written beside the one before and no index learns of it.
alter table product_text rename to product_text_before;
alter index product_text_pkey rename to product_text_before_pkey;
create table product_text (
    listing_id  bigint primary key,
    facet_id    bigint not null,
    price_fen   bigint not null, -- as in product
    county_code text not null,
    text        text not null
) with (fillfactor = 90);
alter table product_text alter column county_code set statistics 10;
insert into product_text
select t.listing_id, n.id, p.price_fen, t.county_code, t.text
from product_text_before t
join product p on p.listing_id = t.listing_id and p.county_code = t.county_code
join product_facet_now n on n.listing_id = t.listing_id and n.county_code = t.county_code
order by t.ctid;
drop table product_text_before;
create index product_text_grams on product_text using gin (search_grams(text));
alter index product_text_grams alter column 1 set statistics 0;
grant select, insert, update, delete on product_text to mall_app;

-- The same rows, made anew from what is on lists.
drop view product_text_now;
create view product_text_now as
select v.listing_id, product_facet_id(p.county_code, p.producer_id, p.station_id, p.category, p.season_from, p.season_to) as facet_id, p.price_fen, v.county_code,
    search_fold(concat_ws(E'\n', v.title, v.category, v.produce, o.name, c.name, g.name,
        (select string_agg(r.name, '' order by r.level) from region r
         where (r.code, r.level) in ((left(v.village_code, 2) || '0000', 1::smallint), (left(v.village_code, 4) || '00', 2::smallint),
                                     (left(v.village_code, 6), 3::smallint), (left(v.village_code, 9), 4::smallint), (v.village_code, 5::smallint)) and r.pickable),
        (select string_agg(k.spec, E'\n' order by k.id)
         from version_sku s
         join sku k on k.id = s.sku_id and k.county_code = s.county_code
         where s.version_id = v.id and s.county_code = v.county_code))) as text
from product p
join listing_version v on v.id = p.version_id and v.county_code = p.county_code
join organisation o on o.id = p.producer_id and o.county_code = p.county_code
left join region c on c.code = v.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5;
grant select on product_text_now to mall_app;

-- Patterns of words that an index of characters and pairs cannot answer for alone: longer ones, and such as fold to a blank.
create function search_far_patterns(words text[]) returns text[] language sql immutable strict parallel safe
return search_patterns(coalesce((select array_agg(w.word) from unnest(words) as w (word) where char_length(search_fold(w.word)) > 2 or search_fold(w.word) ~ '\s'), '{}'));
grant execute on function search_far_patterns(text[]) to mall_app;
