-- What is bought, when and by whom, and how it ends: one row an order. The steps that follow make of it what the program would have written.
-- A few SKUs have most of the orders (the third power of luck); where they are to be dealt out evenly each county has one in turn for every six villages, of another listing
-- each time, and the last ten days have as many as was said, so that as much is under way as where many more orders are of the same days. The fates:
--   unpaid   nobody pays, after half an hour it is called off          late   and then the money comes after all and goes back
--   whole    given back whole before anything is packed                part   one box of several, likewise
--   after    one box after completion: the seller bears it             plain  as it should be
create table turn as
select row_number() over (order by round, c.no) - 1 as place, c.county_code, round - 1 as round, c.rounds
from (select v.county_no as no, v.county_code, (max(v.of) + 5) / 6 as rounds from village v group by v.county_no, v.county_code) c
cross join generate_series(1, c.rounds) round;
create unique index on turn (place);
create table shelf as
select no, county_code, row_number() over (partition by county_code order by k, n) - 1 as place, count(*) over (partition by county_code) as of
from ware;
create unique index on shelf (county_code, place);
analyze turn;
analyze shelf;
create table wish as
select i.n, w.placed_ms, f.fate, k.sku_id, case when f.fate = 'part' then 2 + i.n % 2 else 1 + i.n % 3 end as quantity,
       case when luck(i.n, 3) < 0.2 then k.other_sku_id end as other_sku_id, was(floor(luck(i.n, 4) * a.buyers)::bigint, 3) as buyer_id,
       least((i.n * a.lots / a.orders)::int, a.lots::int - 1) as period, k.listing_id, k.county_code
from asked a
cross join lateral (select count(*) as wares from ware) c
cross join lateral generate_series(0, a.orders - 1) i (n)
cross join lateral (select (a.end_ms - a.begin_ms - 7200000)::double precision as ms, least(10.0 / a.days, 0.5) as rest) s
cross join lateral (select case when a.recent = 0 then i.n::double precision / a.orders when i.n < a.orders - a.recent then (1 - s.rest) * i.n / (a.orders - a.recent)
                                else 1 - s.rest + s.rest * (i.n - (a.orders - a.recent)) / a.recent end as part) y
cross join lateral (select a.begin_ms + (s.ms * y.part)::bigint / 64 * 64 as placed_ms, luck(i.n, 1) as chance) w
cross join lateral (select case when w.chance < 0.002 and w.placed_ms < a.end_ms - 86400000 then 'late' when w.chance < 0.03 then 'unpaid'
                                when w.chance < 0.04 and w.placed_ms < a.end_ms - 86400000 then 'whole' when w.chance < 0.05 and w.placed_ms < a.end_ms - 86400000 then 'part'
                                when w.chance < 0.06 and w.placed_ms < a.end_ms - 12 * 86400000::bigint then 'after' else 'plain' end as fate) f
cross join lateral (select count(*) as turns from turn) x
join ware k on k.no = case when a.recent = 0 then floor(c.wares * power(luck(i.n, 2), 3))::bigint
                           else (select h.no
                                 from turn t
                                 join lateral (select s.of from shelf s where s.county_code = t.county_code limit 1) l on true
                                 join shelf h on h.county_code = t.county_code and h.place = (i.n / x.turns * t.rounds + t.round) % l.of
                                 where t.place = i.n % x.turns) end;
create unique index on wish (n);
analyze wish;

-- Which of them still have an address: claims are over two days after completion, it is deleted ninety days later (MALL_CLAIM_HOURS, MALL_ADDRESS_DAYS).
create view seal_wish as
select 'order.address' as field, id(w.placed_ms, w.n, 1) as row_id, 0 as part, '{"name":"示例买家","phone":"19900009999","detail":"示例路 ' || w.n % 999 || ' 号"}' as plain
from wish w
where w.placed_ms > (select end_ms from asked) - 101 * 86400000::bigint;
