-- How many SKUs of what is on sale are nearly sold out: kept with what lists know, so that a producer's start page reads these few and not its stock.

create or replace view version_price as
select x.version_id, x.county_code, coalesce(min(x.price_fen) filter (where x.boxes > 0), min(x.price_fen)) as price_from_fen, bool_or(x.boxes > 0) as in_stock,
    (count(*) filter (where x.boxes < 10))::int as low_skus
from (select s.version_id, s.county_code, s.price_fen,
          (select coalesce(sum(t.available), 0)
           from stock t
           join lot o on o.id = t.lot_id and o.county_code = t.county_code
           where t.sku_id = s.sku_id and t.county_code = s.county_code and t.sellable and o.state = 'open') as boxes
      from version_sku s) x
group by x.version_id, x.county_code;

create or replace view product_now as
select v.listing_id, v.county_code, v.id as version_id, l.producer_id, l.station_id, v.category, v.produce, v.picture, v.season_from, v.season_to,
    coalesce(v.shelf_life_days, 0) as keeps_days, x.price_from_fen as price_fen, x.in_stock, x.low_skus
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
cross join lateral (select y.price_from_fen, y.in_stock, y.low_skus from version_price y where y.version_id = v.id and y.county_code = v.county_code) x
where v.state = 'on_sale';

alter table product add column low_skus int not null default 0;   -- of which fewer than ten boxes are left in open lots
update product p
set low_skus = n.low_skus
from product_now n
where n.listing_id = p.listing_id and n.county_code = p.county_code and n.low_skus > 0;
create index product_low on product (producer_id) where low_skus > 0;
