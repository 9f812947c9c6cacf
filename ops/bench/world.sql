-- The world of the benchmark, beside the demo's data: 10,000 SKUs under 100 listings with stock for hours, one hot SKU alone under its listing, two listings
-- whose answers are about 2 kB and 20 kB (by the number of their households), one whose plan has 61 households, 128 buyers who are signed in. Run by a superuser on a fresh demo.
-- Ids are small numbers that the program never makes. Sessions: token of buyer n is 'bench-token-' || n, filled up with x to 43 characters.
insert into account (id, phone_hash, phone_sealed, display_name)
select 1000000 + n, sha256(('bench' || n)::bytea), '\x00', '压测买家' from generate_series(1, 128) n;
insert into session (token_hash, account_id, session_id, expires_at)
select sha256(rpad('bench-token-' || n, 43, 'x')::bytea), 1000000 + n, 8000000 + n, now() + interval '1 day' from generate_series(1, 128) n;

-- Listings 2000001..2000100: 100 SKUs each. 2000101: the hot SKU. 2000102, 2000103: the answers of 2 kB and 20 kB. 2000104: 61 households.
create temporary table wanted as
select n, case n when 102 then 13 when 103 then 246 when 104 then 61 else 5 end as households from generate_series(1, 104) n;
insert into listing (id, county_code, producer_id, station_id, created_by)
select 2000000 + n, '500236', (select id from organisation where county_code = '500236' and kind = 'cooperative' order by id limit 1),
       (select id from organisation where county_code = '500236' and kind = 'station'), 0
from wanted;
insert into benefit_plan (id, county_code, listing_id, version_no, created_by) select 3000000 + n, '500236', 2000000 + n, 1, 0 from wanted;
insert into benefit_pool (plan_id, county_code, pool_no, kind, rule, rate) select 3000000 + n, '500236', 1, 'purchase', 'rate_bp', 2000 from wanted;
insert into benefit_share (plan_id, county_code, pool_no, household_id, weight)
select 3000000 + n, '500236', 1, h.id, 1
from wanted, lateral (select id from household where county_code = '500236' and state = 'confirmed' order by id offset case n when 104 then 0 else n * 5 end limit households) h;
insert into listing_version (id, county_code, listing_id, version_no, plan_id, state, title, category, produce, village_code, no_reason_return, price_from_fen,
    created_by)
select 4000000 + n, '500236', 2000000 + n, 1, 3000000 + n, 'on_sale', '压测脐橙 ' || n, '水果', '脐橙', '500236131201', true, 2990, 0 from wanted;
insert into state_log (id, shard_key, machine, object_id, from_state, to_state, actor_id)
select 5000000 + n * 10 + s.i, '500236', 'listing', 4000000 + n, s.f, s.t, 0
from wanted, (values (1, 'draft', 'submitted'), (2, 'submitted', 'county_approved'), (3, 'county_approved', 'publicised'), (4, 'publicised', 'on_sale')) s (i, f, t);
update listing set current_version_id = id + 2000000 where id between 2000001 and 2000104;

-- SKU 6000001 is the hot one; 6000002..6010001 hang 100 under each listing.
insert into sku (id, county_code, listing_id, spec, net_weight_g, gross_weight_g)
select 6000000 + n, '500236', case n when 1 then 2000101 when 10002 then 2000102 when 10003 then 2000103 when 10004 then 2000104 else 2000001 + n % 100 end, '规格 ' || n, 2500, 2700
from generate_series(1, 10004) n;
insert into version_sku (version_id, county_code, sku_id, price_fen)
select l.current_version_id, l.county_code, s.id, 2990 from sku s join listing l on l.id = s.listing_id where s.id between 6000001 and 6010004;
insert into lot (id, county_code, listing_id, producer_id, trace_code, village_code, harvested_on, weight_g, created_by)
select 7000000 + n, '500236', 2000000 + n, (select producer_id from listing where id = 2000001), 'bench-' || n, '500236131201', current_date, 1000000000000000, 0
from wanted;
insert into stock (sku_id, lot_id, county_code, received, available)
select s.id, s.listing_id + 5000000, '500236', 100000000, 100000000 from sku s where s.id between 6000001 and 6010004;
insert into stock_movement (id, county_code, sku_id, lot_id, kind, quantity, actor_id)
select s.id + 2000000, '500236', s.id, s.listing_id + 5000000, 'receive', 100000000, 0 from sku s where s.id between 6000001 and 6010004;

-- What lists know of it.
insert into product select * from product_now n where n.listing_id between 2000001 and 2000103;
insert into product_kind as k
select county_code, category, produce, picture, season_from, season_to, count(*) from product where listing_id between 2000001 and 2000103
group by county_code, category, produce, picture, season_from, season_to
on conflict (county_code, category, produce, picture, season_from, season_to) do update set products = k.products + excluded.products;
insert into product_seller as s
select county_code, producer_id, station_id, count(*) from product where listing_id between 2000001 and 2000103 group by county_code, producer_id, station_id
on conflict (county_code, producer_id, station_id) do update set products = s.products + excluded.products;
insert into product_facet select distinct id, county_code, producer_id, station_id, category, season_from, season_to from product_facet_now where listing_id between 2000001 and 2000103
on conflict do nothing;
insert into product_text select * from product_text_now where listing_id between 2000001 and 2000103;
delete from product_tally where county_code = '500236';
insert into product_tally select * from product_tally_now(to_char(now() at time zone 'Asia/Shanghai', 'MM-DD'), array['500236'], false);

-- What pgbench writes: the same tables with the same columns, checks and indexes, apart, so that neither side's rows lie in the other's way.
create schema reference;
create table reference.idempotency_key (like public.idempotency_key including all);
create table reference.stock (like public.stock including all) with (fillfactor = 50);
create table reference.trade (like public.trade including all);
create table reference.sale_order (like public.sale_order including all);
create table reference.order_line (like public.order_line including all);
create table reference.reservation (like public.reservation including all);
insert into reference.stock (sku_id, lot_id, county_code, received, available)
select sku_id, lot_id, county_code, received, available from public.stock where sku_id between 6000001 and 6010004;
vacuum analyze;
