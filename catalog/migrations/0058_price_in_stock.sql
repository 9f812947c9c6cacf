-- What a version is listed by: the price of its cheapest SKU in stock, or when none is, of its cheapest. Not stored, so that it is right whenever boxes are
-- sold, come back, or a lot is held.
create view version_price as
select s.version_id, s.county_code,
    coalesce(min(s.price_fen) filter (where exists (select 1
                                                    from stock t
                                                    join lot o on o.id = t.lot_id and o.county_code = t.county_code
                                                    where t.sku_id = s.sku_id and t.county_code = s.county_code and t.available > 0 and o.state = 'open')),
        min(s.price_fen)) as price_from_fen
from version_sku s
group by s.version_id, s.county_code;
grant select on version_price to mall_app;

create or replace view product_card as
select v.id as version_id, v.county_code, v.listing_id, v.title, v.category, v.produce, v.village_code, c.name as county_name, g.name as village_name,
    v.picture, o.name as producer_name,
    (select x.price_from_fen from version_price x where x.version_id = v.id and x.county_code = v.county_code) as price_from_fen, v.no_reason_return,
    v.search_grams
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
join organisation o on o.id = l.producer_id and o.county_code = l.county_code and o.state = 'active'
join organisation s on s.id = l.station_id and s.county_code = l.county_code and s.state = 'active'
left join region c on c.code = v.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5
where v.state = 'on_sale';

-- By price one walks over SKUs now.
create index version_sku_price on version_sku (price_fen, version_id);
drop index listing_version_price;
drop index listing_version_category_price;
