-- The lots that the orders take boxes of: one of a listing for each part of the time in which it was bought, harvested at its beginning, with as many boxes as were
-- sold of it; of the newest there are a thousand more of each SKU. Whose plan a listing has supplies it.
select keys_off('{lot,lot_supply,stock,stock_movement}');

create table taken as
select o.listing_id, o.period, o.sku_id, coalesce(sum(o.quantity) filter (where o.is_packed), 0)::bigint as sold, coalesce(sum(o.quantity) filter (where not o.is_packed), 0)::bigint as reserved
from (select w.listing_id, w.period, l.sku_id, packed_ms(w.placed_ms, w.n) <= (select end_ms from asked) as is_packed,
             case when w.fate in ('unpaid', 'late', 'whole') then 0 when w.fate = 'part' then l.quantity - l.part else l.quantity end as quantity
      from wish w
      cross join lateral (values (w.sku_id, w.quantity, 1), (w.other_sku_id, 1, 0)) l (sku_id, quantity, part)
      where l.sku_id is not null) o
group by o.listing_id, o.period, o.sku_id;

create table stored as
select k.sku_id, k.county_code, k.n, p.period, coalesce(t.sold, 0) as sold, coalesce(t.reserved, 0) as reserved,
       case when p.period = p.last then 1000 else 0 end as available, k.net_weight_g
from ware k
join (select distinct listing_id, period, a.lots - 1 as last from taken, asked a union select listing_id, a.lots - 1, a.lots - 1 from goods, asked a) p on p.listing_id = k.listing_id
left join taken t on t.listing_id = p.listing_id and t.period = p.period and t.sku_id = k.sku_id
where t.sold is not null or p.period = p.last;

create table harvest as
select h.lot_id, h.county_code, g.listing_id, g.producer_id, g.village_code, g.plan_id, h.period, h.harvested_on, h.weight_g, h.code || check_digit(h.code) as trace_code
from (select was(s.n * a.lots + s.period, 20) as lot_id, s.n, s.county_code, s.period, d.day as harvested_on, s.weight_g,
             g.village_code || to_char(d.day, 'YYMMDD') || lpad((row_number() over (partition by g.village_code, d.day order by s.n))::text, 5, '0') as code
      from (select n, county_code, period, sum((sold + reserved + available) * net_weight_g)::bigint + 1000 as weight_g from stored group by n, county_code, period) s
      cross join asked a
      cross join lateral (select (at(a.begin_ms + (a.end_ms - a.begin_ms) * s.period / a.lots) at time zone 'Asia/Shanghai')::date as day) d
      join goods g on g.n = s.n) h
join goods g on g.n = h.n;
create unique index on harvest (listing_id, period);
analyze harvest;

create view new_lot_supply as
select h.lot_id, h.county_code, s.household_id, h.weight_g / 5 as weight_g
from harvest h
join benefit_share s on s.plan_id = h.plan_id and s.pool_no = 1 and s.county_code = h.county_code;
select put('lot_supply');
analyze lot_supply;
create view new_lot as
select lot_id as id, county_code, listing_id, producer_id, trace_code, village_code, harvested_on, weight_g, 0 as created_by,
       harvested_on::timestamp at time zone 'Asia/Shanghai' as created_at
from harvest
order by lot_id;
select put('lot');
create view new_stock as
select s.sku_id, h.lot_id, s.county_code, s.sold + s.reserved + s.available as received, s.available, s.reserved, s.sold
from stored s
join ware k on k.sku_id = s.sku_id
join harvest h on h.listing_id = k.listing_id and h.period = s.period;
select put('stock');
create view new_stock_movement as
select was(row_number() over () - 1, 21) as id, s.county_code, s.sku_id, h.lot_id, 'receive' as kind, s.sold + s.reserved + s.available as quantity, 2 as actor_id, 'grown' as reason,
       h.harvested_on::timestamp at time zone 'Asia/Shanghai' as at
from stored s
join ware k on k.sku_id = s.sku_id
join harvest h on h.listing_id = k.listing_id and h.period = s.period
where s.sold + s.reserved + s.available > 0;
select put('stock_movement');
select keys_on();
