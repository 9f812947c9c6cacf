-- Listings on sale, dealt out over all producers in turn, each with its version, its plan for seven households of its county and its SKUs.
-- Numbers follow from n alone, so that two databases of the same size are alike; the newest listing has the highest.

-- A plan's stamp is of its pools and shares, a version's of its prices: they are written first.
select keys_off('{listing,benefit_plan,benefit_pool,benefit_share,sku,version_sku,listing_version,state_log}');

create table produce (no int, category text, produce text, picture text, season_from text, season_to text, keeps int);
insert into produce values
    (0, '水果', '脐橙', 'orange', '11-20', '03-31', 30), (1, '水果', '苹果', 'apple', '09-20', '02-28', 60),
    (2, '水果', '猕猴桃', 'generic', '09-01', '12-31', 30), (3, '水果', '李子', 'generic', '07-01', '08-31', 10),
    (4, '水果', '桃', 'generic', '06-15', '09-10', 7), (5, '水果', '梨', 'generic', '08-15', '11-30', 60),
    (6, '干果', '核桃', 'walnut', '', '', 365), (7, '干果', '板栗', 'generic', '09-15', '01-31', 90),
    (8, '粮油', '小米', 'millet', '', '', 365), (9, '粮油', '大米', 'generic', '', '', 365),
    (10, '粮油', '荞麦', 'generic', '', '', 540), (11, '蔬菜', '土豆', 'potato', '', '', 90),
    (12, '蔬菜', '辣椒', 'generic', '07-01', '10-31', 20), (13, '茶叶', '绿茶', 'tea', '', '', 540),
    (14, '菌菇', '香菇', 'generic', '', '', 365), (15, '菌菇', '木耳', 'generic', '', '', 540),
    (16, '药材', '枸杞', 'goji', '', '', 365), (17, '药材', '天麻', 'generic', '', '', 540),
    (18, '蜂蜜', '土蜂蜜', 'honey', '', '', 720), (19, '禽蛋', '土鸡蛋', 'generic', '', '', 30);

-- A county grows six kinds, its producers all of them. i: which of the seller's own it is.
create table goods as
select w.n, was(w.n, 10) as listing_id, was(w.n, 11) as version_id, was(w.n, 12) as plan_id, s.producer_id, s.station_id, s.county_code, s.name as producer_name,
       v.code as village_code, p.category, p.produce, p.picture, p.season_from, p.season_to, p.keeps, (1 + w.n % a.skus)::int as skus, 900 + (w.n * 7919) % 9000 as fen,
       s.place || p.produce || (array['', '特级', '一级', '精选', '家庭装', '礼盒'])[1 + (w.i % 6)::int] || case when w.i >= 6 then ' ' || w.i / 6 else '' end as title,
       (select begin_ms - 20 * 86400000::bigint from asked) as ms, row_number() over (partition by s.county_code order by w.n) - 1 as place
from asked a
cross join lateral (select n, n / c.sellers as i, n % c.sellers as seller from generate_series(0, a.listings - 1) n, (select count(*) as sellers from seller) c) w
join seller s on s.no = w.seller
join produce p on p.no = (s.county_no * 3 + w.i % 6) % 20
join village v on v.county_code = s.county_code and v.no = (w.i + s.no) % v.of;
create unique index on goods (n);
analyze goods;

create view new_listing as
select listing_id as id, county_code, producer_id, station_id, version_id as current_version_id, 0 as created_by, at(ms) as created_at from goods order by n;
select put('listing');

-- ---- plans: five households sell the produce, two are paid for sorting; they live in seven villages, where the county has as many
create table helped as
select h.county_code, h.id, row_number() over (partition by h.county_code order by h.turn, h.village_code, h.id) - 1 as no
from (select w.county_code, w.village_code, w.id, row_number() over (partition by w.county_code, w.village_code order by w.id) as turn
      from household w
      where w.county_code in (select county_code from county)) h;
create unique index on helped (county_code, no);
create table helped_of as select county_code, count(*) as households from helped group by county_code;
analyze helped;
analyze helped_of;
create view new_benefit_pool as
select plan_id, county_code, 1 as pool_no, 'purchase' as kind, 'rate_bp' as rule, 2000 + (n % 7) * 100 as rate from goods
union all
select plan_id, county_code, 2, 'wage', 'fen_per_unit', 60 + n % 40 from goods
order by plan_id, pool_no;
select put('benefit_pool');
create view new_benefit_share as
select g.plan_id, g.county_code, case when k < 5 then 1 else 2 end as pool_no, h.id as household_id, 1 + (g.n + k * 3) % 11 as weight
from goods g
cross join generate_series(0, 6) k
join helped_of c on c.county_code = g.county_code and k < c.households
join helped h on h.county_code = g.county_code and h.no = (g.place * 7 + k) % c.households
order by g.n, k;
select put('benefit_share');
analyze benefit_pool, benefit_share;
create view new_benefit_plan as
select plan_id as id, county_code, listing_id, 1 as version_no, 0 as created_by, at(ms) as created_at from goods order by n;
select put('benefit_plan');

-- ---- SKUs: each size of a listing weighs and costs as many times its smallest
create table ware as
select row_number() over (order by g.n, k) - 1 as no, was(g.n, 100 + k) as sku_id, k, g.n, g.listing_id, g.version_id, g.plan_id, g.county_code, g.producer_id, g.station_id,
       g.village_code, g.title, (k + 1) || ' 斤装' as spec, 500 * (k + 1) as net_weight_g, g.fen * (k + 1) as price_fen,
       case when g.skus > 1 then was(g.n, 100 + (k + 1) % g.skus) end as other_sku_id, g.ms
from goods g
cross join generate_series(0, 8) k
where k < g.skus;
create unique index on ware (no);
create unique index on ware (sku_id);
analyze ware;
create view new_sku as
select sku_id as id, county_code, listing_id, spec, net_weight_g, net_weight_g + 100 as gross_weight_g, at(ms) as created_at from ware order by no;
select put('sku');
create view new_version_sku as select version_id, county_code, sku_id, price_fen from ware order by no;
select put('version_sku');
analyze version_sku;

create view new_listing_version as
select version_id as id, county_code, listing_id, 1 as version_no, plan_id, 'on_sale' as state, title, category, produce, village_code, season_from, season_to,
       keeps as shelf_life_days, false as no_reason_return, picture, fen as price_from_fen,
       0 as created_by, at(ms) as created_at, at(ms + 86400000) as submitted_at, at(ms + 2 * 86400000) as decided_at
from goods
order by n;
select put('listing_version');
create view new_state_log as
select was(g.n, 200 + m.i) as id, g.county_code as shard_key, 'listing' as machine, g.version_id as object_id, m.from_state, m.to_state, 2 as actor_id, 'grown' as reason,
       at(g.ms + m.days * 86400000::bigint) as at
from goods g
cross join (values (0, 'draft', 'submitted', 1), (1, 'submitted', 'county_approved', 2), (2, 'county_approved', 'publicised', 2), (3, 'publicised', 'on_sale', 3))
    m (i, from_state, to_state, days)
order by g.n, m.i;
select put('state_log');
drop view new_state_log;
select keys_on();
