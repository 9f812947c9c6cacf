-- Listings on sale at any number, with their versions, plans, SKUs, lots and stock, for every producer of every county that has a station, villages and
-- confirmed households. Run by a superuser: psql -v listings=1000000 -v skus=3 -v lots=2 -f catalog.sql, then `mall demo stamp`, which stamps the rows.
--   listings   how many; dealt out over the producers in turn
--   skus       the most sizes of a listing (1 to 9); listing n has 1 + n mod skus
--   lots       lots of each SKU (1 to 9999): all but the newest are used up; of one listing in twenty the newest is too
-- Numbers follow from n alone, so that two databases of the same size are alike. Ids are small numbers that the program never makes; the newest listing has the
-- highest. Boxes of a lot that is used up were written off: nobody bought them, so no order is needed for them.
\set ON_ERROR_STOP on
begin;
set local synchronous_commit = off;
set local work_mem = '256MB';

-- Who sells, by county: with its station, how many villages and households its county has.
create temporary table seller as
select row_number() over (order by o.county_code, o.id) - 1 as no, o.id as producer_id, o.county_code, o.name, s.id as station_id,
    rtrim(c.name, '县市区旗') as place, dense_rank() over (order by o.county_code) as county_no
from organisation o
join region c on c.code = o.county_code and c.level = 3
cross join lateral (select t.id from organisation t where t.county_code = o.county_code and t.kind = 'station' and t.state = 'active' order by t.id limit 1) s
where o.kind <> 'station' and o.state = 'active'
    and exists (select 1 from region g where g.level = 5 and g.code between o.county_code and o.county_code || '999999')
    and exists (select 1 from household h where h.county_code = o.county_code and h.state = 'confirmed');
create temporary table village as
select left(g.code, 6) as county_code, g.code, row_number() over (partition by left(g.code, 6) order by g.code) - 1 as no,
    count(*) over (partition by left(g.code, 6)) as of
from region g
where g.level = 5 and g.pickable;
create temporary table helped as
select h.county_code, h.id, row_number() over (partition by h.county_code order by h.id) - 1 as no, count(*) over (partition by h.county_code) as of
from household h
where h.state = 'confirmed';
create temporary table produce (no int, category text, produce text, picture text, season_from text, season_to text, keeps int);
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
create temporary table wanted as
select w.n, w.i, s.producer_id, s.station_id, s.county_code, s.name as producer_name, v.code as village_code, p.category, p.produce, p.picture,
    p.season_from, p.season_to, p.keeps, 1 + w.n % :skus as skus, 900 + (w.n * 7919) % 9000 as fen,
    s.place || p.produce || (array['', '特级', '一级', '精选', '家庭装', '礼盒'])[1 + w.i % 6] || case when w.i >= 6 then ' ' || w.i / 6 else '' end as title
from (select n, n / c.sellers as i, n % c.sellers as seller from generate_series(0, :listings - 1) n, (select count(*) as sellers from seller) c) w
join seller s on s.no = w.seller
join produce p on p.no = (s.county_no * 3 + w.i % 6) % 20
join village v on v.county_code = s.county_code and v.no = (w.i + s.no) % v.of;
create index on wanted (n);
analyze wanted;

insert into listing (id, county_code, producer_id, station_id, current_version_id, created_by, created_at)
select 1000000000000 + n, county_code, producer_id, station_id, 3000000000000 + n, 0, now() - interval '300 days' from wanted order by n;

insert into benefit_plan (id, county_code, listing_id, version_no, created_by, created_at)
select 2000000000000 + n, county_code, 1000000000000 + n, 1, 0, now() - interval '300 days' from wanted order by n;
insert into benefit_pool (plan_id, county_code, pool_no, kind, rule, rate)
select 2000000000000 + n, county_code, 1, 'purchase', 'rate_bp', 2000 from wanted order by n;
insert into benefit_share (plan_id, county_code, pool_no, household_id, weight)
select 2000000000000 + w.n, w.county_code, 1, h.id, 1 + k
from wanted w
cross join generate_series(0, 1) k
join helped h on h.county_code = w.county_code and h.no = (w.n * 2 + k) % h.of
where k < h.of
order by w.n, k;

insert into listing_version (id, county_code, listing_id, version_no, plan_id, state, title, category, produce, village_code, season_from, season_to,
    shelf_life_days, no_reason_return, picture, price_from_fen, search_grams, created_by, created_at, submitted_at, decided_at)
select 3000000000000 + n, county_code, 1000000000000 + n, 1, 2000000000000 + n, 'on_sale', title, category, produce, village_code, season_from, season_to,
    keeps, false, picture, fen,
    (select array_agg(distinct substr(t.text, i, 2)) from (select lower(title || category || produce || producer_name) as text) t,
         generate_series(1, char_length(t.text) - 1) i),
    0, now() - interval '300 days', now() - interval '299 days', now() - interval '298 days'
from wanted
order by n;
insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id, at)
select 7000000000000 + w.n * 4 + s.i, w.county_code, 'listing', 3000000000000 + w.n, s.f, s.t, 0, now() - s.ago
from wanted w, (values (0, 'draft', 'submitted', interval '299 days'), (1, 'submitted', 'county_approved', interval '298 days'),
    (2, 'county_approved', 'publicised', interval '298 days'), (3, 'publicised', 'on_sale', interval '297 days')) s (i, f, t, ago)
order by w.n, s.i;

insert into sku (id, county_code, listing_id, spec, net_weight_g, gross_weight_g, created_at)
select 4000000000000 + n * 10 + k, county_code, 1000000000000 + n, (k + 1) || ' 斤装', 500 * (k + 1), 500 * (k + 1) + 100, now() - interval '300 days'
from wanted, generate_series(0, 8) k
where k < skus
order by n, k;
insert into version_sku (version_id, county_code, sku_id, price_fen)
select 3000000000000 + n, county_code, 4000000000000 + n * 10 + k, fen * (k + 1)
from wanted, generate_series(0, 8) k
where k < skus
order by n, k;

-- A lot of each day backwards, of one SKU each.
create temporary table harvest as
select w.n, k, l, w.county_code, w.producer_id, w.village_code, 500 * (k + 1) as net, 5000000000000 + (w.n * 10 + k) * 10000 + l as lot_id,
    l < :lots - 1 or w.n % 20 = 7 as used_up
from wanted w, generate_series(0, 8) k, generate_series(0, :lots - 1) l
where k < w.skus;
insert into lot (id, county_code, listing_id, producer_id, trace_code, village_code, harvested_on, weight_g, created_by, created_at)
select lot_id, county_code, 1000000000000 + n, producer_id, 'grow-' || lot_id, village_code, current_date - (:lots - l)::int, net * 100, 0, now() - interval '200 days'
from harvest
order by lot_id;
insert into stock (sku_id, lot_id, county_code, received, available, written_off)
select 4000000000000 + n * 10 + k, lot_id, county_code, 100, case when used_up then 0 else 100 end, case when used_up then 100 else 0 end
from harvest
order by lot_id;
insert into stock_movement (id, county_code, sku_id, lot_id, kind, quantity, actor_id, reason)
select lot_id + 1000000000000, county_code, 4000000000000 + n * 10 + k, lot_id, 'receive', 100, 0, '' from harvest order by lot_id;
insert into stock_movement (id, county_code, sku_id, lot_id, kind, quantity, actor_id, reason)
select lot_id + 3000000000000, county_code, 4000000000000 + n * 10 + k, lot_id, 'write_off', 100, 0, '过期' from harvest where used_up order by lot_id;
commit;
analyze;
