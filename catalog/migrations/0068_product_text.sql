-- What words are looked for in: the text of what is on sale, folded, and its characters and pairs of characters in an index, so that a word of one character is found
-- like any other. Written when a listing is published.

-- How texts are compared: compatible forms are one (full width, ㎏), letters are small.
create function search_fold(word text) returns text language sql immutable strict parallel safe return lower(normalize(word, nfkc));
grant execute on function search_fold(text) to mall_app;

-- The characters of a folded text and each two that stand side by side, blanks left out.
create function search_grams(folded text) returns text[] language sql immutable strict parallel safe
begin atomic
    select array_agg(distinct g.gram)
    from (select c.one, lead(c.one) over (order by c.place) as next from string_to_table(folded, null) with ordinality as c (one, place)) p
    cross join lateral (values (p.one), (p.one || p.next)) as g (gram)
    where g.gram is not null and g.gram !~ '\s';
end;
grant execute on function search_grams(text) to mall_app;

create view product_text_now as
select v.listing_id, v.county_code,
    search_fold(concat_ws(E'\n', v.title, v.category, v.produce, o.name, c.name, g.name,
        (select string_agg(r.name, '' order by r.level) from region r
         where (r.code, r.level) in ((left(v.village_code, 2) || '0000', 1::smallint), (left(v.village_code, 4) || '00', 2::smallint),
                                     (left(v.village_code, 6), 3::smallint), (left(v.village_code, 9), 4::smallint), (v.village_code, 5::smallint)) and r.pickable),
        (select string_agg(k.spec, E'\n' order by k.id)
         from version_sku s
         join sku k on k.id = s.sku_id and k.county_code = s.county_code
         where s.version_id = v.id and s.county_code = v.county_code))) as text
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
left join region c on c.code = v.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5
where v.state = 'on_sale';
grant select on product_text_now to mall_app;

create table product_text (
    listing_id  bigint primary key,
    county_code text not null,
    text        text not null
);
insert into product_text select listing_id, county_code, text from product_text_now;
create index product_text_grams on product_text using gin (search_grams(text));
alter index product_text_grams alter column 1 set statistics 0;
grant select, insert, update, delete on product_text to mall_app;

drop index listing_version_search;
alter table listing_version drop column search_grams;
