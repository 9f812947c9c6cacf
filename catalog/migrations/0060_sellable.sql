-- Lots that are sold out cost nothing: what has boxes left is found by an index of its own. The column changes only when a row comes to zero or back, so that
-- a sale, which changes `available` alone, writes no entry into any index.
alter table stock add column sellable boolean generated always as (available > 0) stored;
create index stock_sellable on stock (sku_id) where sellable;

-- A listing with its newest version, as before; its boxes are counted over the rows that have any.
create or replace view listing_item as
select l.id as listing_id, l.producer_id, o.name as producer_name, l.county_code, l.current_version_id, v.id as version_id, v.version_no, v.state, v.title,
    v.category, v.produce, v.picture, v.village_code, v.created_at,
    (select coalesce(sum(s.available), 0)::bigint
     from sku k
     join stock s on s.sku_id = k.id and s.county_code = k.county_code and s.sellable
     where k.listing_id = l.id and k.county_code = l.county_code) as available,
    (select p.photo from version_photo p where p.version_id = v.id and p.county_code = l.county_code and p.place = 1) as photo
from listing l
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
cross join lateral (select x.id, x.version_no, x.state, x.title, x.category, x.produce, x.picture, x.village_code, x.created_at
                    from listing_version x
                    where x.listing_id = l.id and x.county_code = l.county_code
                    order by x.version_no desc
                    limit 1) v;

-- What a version is listed by, as before.
create or replace view version_price as
select s.version_id, s.county_code,
    coalesce(min(s.price_fen) filter (where exists (select 1
                                                    from stock t
                                                    join lot o on o.id = t.lot_id and o.county_code = t.county_code
                                                    where t.sku_id = s.sku_id and t.county_code = s.county_code and t.sellable and o.state = 'open')),
        min(s.price_fen)) as price_from_fen
from version_sku s
group by s.version_id, s.county_code;
