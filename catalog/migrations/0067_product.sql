-- What is on sale as lists know it: one narrow row a listing, with the price it is listed by and whether it is in stock, kept by the transactions that change
-- them (catalog/product_row.h) and compared by the audit with product_now, from which it is made. A listing's row changes when it is published, when one
-- of its SKUs sells out in a lot or comes back, and when a lot is held; not with a sale.

-- What a version is listed by, and whether any of its SKUs is in stock (in an open lot): the price of its cheapest SKU in stock, or when none is, of its cheapest.
create or replace view version_price as
select x.version_id, x.county_code, coalesce(min(x.price_fen) filter (where x.stocked), min(x.price_fen)) as price_from_fen, bool_or(x.stocked) as in_stock
from (select s.version_id, s.county_code, s.price_fen,
          exists (select 1
                  from stock t
                  join lot o on o.id = t.lot_id and o.county_code = t.county_code
                  where t.sku_id = s.sku_id and t.county_code = s.county_code and t.sellable and o.state = 'open') as stocked
      from version_sku s) x
group by x.version_id, x.county_code;

create view product_now as
select v.listing_id, v.county_code, v.id as version_id, l.producer_id, l.station_id, v.category, v.produce, v.picture, v.season_from, v.season_to,
    coalesce(v.shelf_life_days, 0) as keeps_days, x.price_from_fen as price_fen, x.in_stock
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
cross join lateral (select y.price_from_fen, y.in_stock from version_price y where y.version_id = v.id and y.county_code = v.county_code) x
where v.state = 'on_sale';
grant select on product_now to mall_app;

create table product (
    listing_id  bigint primary key,
    county_code text not null,
    version_id  bigint not null,
    producer_id bigint not null,
    station_id  bigint not null,
    category    text not null,
    produce     text not null,
    picture     text not null,
    season_from text not null,
    season_to   text not null,
    keeps_days  int not null,                    -- 0 = not said
    price_fen   bigint not null,                 -- what it is listed by
    in_stock    boolean not null
);
insert into product select * from product_now;
create index product_newest on product (version_id);
create index product_price on product (price_fen, version_id);
create index product_category on product (category, version_id);
create index product_category_price on product (category, price_fen, version_id);
create index product_county on product (county_code, version_id);
create index product_county_price on product (county_code, price_fen, version_id);
create index product_producer on product (producer_id, version_id);
create index product_fresh on product (season_from desc, version_id)
    where in_stock and season_from <> '' and (season_from <> '01-01' or season_to <> '12-31') and keeps_days between 1 and 90;
create index product_keeping on product (version_id) where in_stock and keeps_days >= 180;
grant select, insert, update, delete on product to mall_app;

-- How many there are, of each kind and of each seller, kept with `product`.
create table product_kind (
    county_code text not null,
    category    text not null,
    produce     text not null,
    picture     text not null,
    season_from text not null,
    season_to   text not null,
    products    bigint not null check (products >= 0),
    primary key (county_code, category, produce, picture, season_from, season_to)
);
insert into product_kind
select county_code, category, produce, picture, season_from, season_to, count(*)
from product
group by county_code, category, produce, picture, season_from, season_to;
grant select, insert, update on product_kind to mall_app;

create table product_seller (
    county_code text not null,
    producer_id bigint not null,
    station_id  bigint not null,
    products    bigint not null check (products >= 0),
    primary key (county_code, producer_id, station_id)
);
insert into product_seller select county_code, producer_id, station_id, count(*) from product group by county_code, producer_id, station_id;
create index product_seller_producer on product_seller (producer_id);
grant select, insert, update on product_seller to mall_app;

-- What is counted there and yet shown to nobody: of a producer or a station that is not active.
create view product_hidden as
select p.listing_id, p.county_code, p.category, p.produce, p.picture, p.season_from, p.season_to
from organisation o
join product p on p.producer_id = o.id and p.county_code = o.county_code
where o.state <> 'active'
union all
select p.listing_id, p.county_code, p.category, p.produce, p.picture, p.season_from, p.season_to
from organisation o
join product p on p.county_code = o.county_code and p.station_id = o.id
join organisation w on w.id = p.producer_id and w.county_code = p.county_code and w.state = 'active'
where o.kind = 'station' and o.state <> 'active';
grant select on product_hidden to mall_app;

-- What everybody may see, counted by kind.
create view product_shown as
select k.county_code, k.category, k.produce, k.picture, k.season_from, k.season_to, k.products
from product_kind k
where k.products > 0
union all
select h.county_code, h.category, h.produce, h.picture, h.season_from, h.season_to, -count(*)
from product_hidden h
group by h.county_code, h.category, h.produce, h.picture, h.season_from, h.season_to;
grant select on product_shown to mall_app;

-- What everybody may see: not what is of a producer or a station that is not active. Said in this way, and names joined from outside, so that the planner knows
-- that nearly all rows are left, and walks an index until a page is full.
create view product_open as
select p.listing_id, p.county_code, p.version_id, p.producer_id, p.station_id, p.category, p.produce, p.picture, p.season_from, p.season_to, p.keeps_days,
    p.price_fen, p.in_stock
from product p
where not exists (select 1 from organisation o where o.id = p.producer_id and o.county_code = p.county_code and o.state <> 'active')
    and not exists (select 1 from organisation s where s.id = p.station_id and s.county_code = p.county_code and s.state <> 'active');
grant select on product_open to mall_app;

-- The same as lists show it.
drop view product_card;
create view product_item as
select p.version_id, p.county_code, p.listing_id, v.title, p.category, p.produce, v.village_code, c.name as county_name, g.name as village_name, p.picture,
    o.name as producer_name, p.price_fen as price_from_fen, v.no_reason_return, p.producer_id, p.season_from, p.season_to, p.keeps_days, p.in_stock
from product_open p
left join listing_version v on v.id = p.version_id and v.county_code = p.county_code
left join organisation o on o.id = p.producer_id and o.county_code = p.county_code
left join region c on c.code = p.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5;
grant select on product_item to mall_app;

-- By price one walks over products now; versions on sale are found by their products.
drop index version_sku_price;
drop index listing_version_on_sale;
drop index listing_version_category;
drop index listing_version_county;
