-- All figures of one county in one snapshot, so that every table adds up to the same total: from the sums of its producers' months (orders/sale_roll_up.h), from what households have of them by
-- producer and by village (county_month, ledger/roll_up.h), and what has changed since. $1 county, $2 first month, $3 last month (2026-03; both Beijing, both named): of the
-- payment; $4 its orders that the journal has named since.
-- Columns: dimension (total, month, organisation, village; set: who has anything credited of a producer's month; changed: of whom something has changed since),
-- key (month, organisation's id, village's code, '' for the total; of 'changed' a village's code, '' in all of the county), name
-- (of a set: its month), orders, sales_fen (captured), refunded_fen, households (distinct, with anything credited; here only those of whom something has changed since: the others are in the sets),
-- credited_fen (what was not taken back), accrued_fen (part of it), matured_fen (part of it), withheld_fen (not part of it), borne_orders (completed, then refunded whole: the seller bore them),
-- borne_fen (what households have of these; part of matured_fen), places (of a set, and of a village of each month: bits of households by their places, in hexadecimal, separated by spaces; of 'changed' places, likewise). Villages have no sales: an order's
-- goods come from several. Index: organisation_county, sale_month_key, county_month_key, household_month_key, household_place_key, sale_rolled primary key,
-- order_rolled primary key, attribution_pool primary key.
with sale as (
    select m.month, m.producer_id, m.orders, m.goods_fen + m.freight_fen as captured_fen, m.refunded_fen + m.freight_refunded_fen as refunded_fen, m.borne_orders
    from sale_month m
    where m.producer_id = any (array(select p.id from organisation p where p.county_code = $1::text)) and m.county_code = $1::text and m.month between $2::text and $3::text
    union all
    select s.month, s.producer_id, s.side * s.orders, s.side * (s.goods_fen + s.freight_fen), s.side * (s.refunded_fen + s.freight_refunded_fen), s.side * s.borne_orders
    from sale_sum_part s
    where s.order_id = any ($4::bigint[]) and s.month between $2::text and $3::text
), moved as materialized (
    select n.county_code, n.month, n.producer_id, n.village_code, n.household_id, sum_fen(n.accrued_fen) as accrued_fen, sum_fen(n.matured_fen) as matured_fen, sum_fen(n.withheld_fen) as withheld_fen,
        sum_fen(n.borne_fen) as borne_fen
    from order_share_change n
    where n.order_id = any ($4::bigint[]) and n.month between $2::text and $3::text
    group by n.county_code, n.month, n.producer_id, n.village_code, n.household_id
    having sum_fen(n.accrued_fen) <> 0 or sum_fen(n.matured_fen) <> 0 or sum_fen(n.withheld_fen) <> 0 or sum_fen(n.borne_fen) <> 0
), cell as materialized (
    select k.month, k.producer_id, k.village_code, k.accrued_fen, k.matured_fen, k.withheld_fen, k.borne_fen, k.households
    from county_month k
    where k.county_code = $1::text and k.month between $2::text and $3::text
), entry as (
    -- of those of whom something has changed: counted as it is now
    select w.county_code, h.month, h.producer_id, h.village_code, w.household_id, h.credited_fen
    from (select distinct v.county_code, v.household_id from moved v) w
    cross join lateral (select m.month, m.producer_id, m.village_code, m.accrued_fen + m.matured_fen as credited_fen
                        from household_month m
                        where m.household_id = w.household_id and m.county_code = w.county_code and m.month between $2::text and $3::text
                        offset 0) h
    union all
    select v.county_code, v.month, v.producer_id, v.village_code, v.household_id, v.accrued_fen + v.matured_fen
    from moved v
), share as (
    select e.month, e.producer_id, e.village_code, e.household_id
    from entry e
    group by grouping sets ((e.household_id), (e.month, e.household_id), (e.producer_id, e.household_id), (e.village_code, e.household_id))
    having sum_fen(e.credited_fen) > 0
), figure as (
    select $1::text as county_code, f.dimension, f.key, sum_fen(f.orders) as orders, sum_fen(f.sales_fen) as sales_fen, sum_fen(f.refunded_fen) as refunded_fen, sum_fen(f.borne_orders) as borne_orders,
        sum_fen(f.households) as households, sum_fen(f.accrued_fen) as accrued_fen, sum_fen(f.matured_fen) as matured_fen, sum_fen(f.withheld_fen) as withheld_fen, sum_fen(f.borne_fen) as borne_fen,
        coalesce(max(f.places), '') as places
    from (select case when grouping(s.month) = 0 then 'month' when grouping(s.producer_id) = 0 then 'organisation' else 'total' end as dimension,
              coalesce(s.month, s.producer_id::text, '') as key, coalesce(sum_fen(s.orders), 0) as orders, coalesce(sum_fen(s.captured_fen), 0) as sales_fen,
              coalesce(sum_fen(s.refunded_fen), 0) as refunded_fen, coalesce(sum_fen(s.borne_orders), 0) as borne_orders, 0::bigint as households, 0::bigint as accrued_fen, 0::bigint as matured_fen,
              0::bigint as withheld_fen, 0::bigint as borne_fen, null::text as places
          from sale s
          group by grouping sets ((), (s.month), (s.producer_id))
          union all
          select case when grouping(o.month) = 0 then 'month' when grouping(o.producer_id) = 0 then 'organisation' else 'total' end, coalesce(o.month, o.producer_id::text, ''), 0, 0, 0, 0, 0,
              sum_fen(o.accrued_fen), sum_fen(o.matured_fen), sum_fen(o.withheld_fen), sum_fen(o.borne_fen), null
          from (select c.month, c.producer_id, c.accrued_fen, c.matured_fen, c.withheld_fen, c.borne_fen
                from cell c
                where c.producer_id <> 0
                union all
                select v.month, v.producer_id, v.accrued_fen, v.matured_fen, v.withheld_fen, v.borne_fen
                from moved v) o
          group by grouping sets ((), (o.month), (o.producer_id))
          having sum_fen(o.accrued_fen + o.matured_fen + o.withheld_fen) > 0
          union all
          select 'village', w.village_code, 0, 0, 0, 0, 0, sum_fen(w.accrued_fen), sum_fen(w.matured_fen), sum_fen(w.withheld_fen), sum_fen(w.borne_fen),
              string_agg(encode(w.households, 'hex'), ' ')
          from (select c.village_code, c.accrued_fen, c.matured_fen, c.withheld_fen, c.borne_fen, c.households
                from cell c
                where c.producer_id = 0
                union all
                select v.village_code, v.accrued_fen, v.matured_fen, v.withheld_fen, v.borne_fen, null
                from moved v) w
          group by w.village_code
          having sum_fen(w.accrued_fen + w.matured_fen + w.withheld_fen) > 0
          union all
          select case when h.month is not null then 'month' when h.producer_id is not null then 'organisation' when h.village_code is not null then 'village' else 'total' end,
              coalesce(h.month, h.producer_id::text, h.village_code, ''), 0, 0, 0, 0, count(*), 0, 0, 0, 0, null
          from share h
          group by h.month, h.producer_id, h.village_code) f
    group by f.dimension, f.key
)
select r.dimension, r.key, r.name, r.orders, r.sales_fen, r.refunded_fen, r.households, r.credited_fen, r.accrued_fen, r.matured_fen, r.withheld_fen, r.borne_orders, r.borne_fen, r.places
from (select f.dimension, f.key, case f.dimension when 'organisation' then coalesce(p.name, '') when 'village' then case when starts_with(g.name, w.name) then '' else coalesce(w.name, '') end || coalesce(g.name, f.key) else f.key end as name,
          f.orders, f.sales_fen, f.refunded_fen, f.households, f.accrued_fen + f.matured_fen as credited_fen, f.accrued_fen, f.matured_fen, f.withheld_fen, f.borne_orders, f.borne_fen, f.places
      from figure f
      left join organisation p on p.id = case f.dimension when 'organisation' then f.key::bigint end and p.county_code = f.county_code
      left join region g on f.dimension = 'village' and g.code = f.key and g.level = 5
      left join region w on f.dimension = 'village' and w.code = left(f.key, 9) and w.level = 4
      union all
      select 'set', c.producer_id::text, c.month, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, encode(c.households, 'hex')
      from cell c
      where c.producer_id <> 0
      union all
      select 'changed', l.village_code, '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, string_agg(l.place::text, ' ')
      from (select e.county_code, e.household_id, e.village_code from entry e
            union
            select e.county_code, e.household_id, '' from entry e) w
      cross join lateral (select x.village_code, x.place
                          from household_place x
                          where x.county_code = w.county_code and x.village_code = w.village_code and x.household_id = w.household_id
                          offset 0) l
      group by l.village_code) r
order by case r.dimension when 'month' then 1 when 'organisation' then 2 when 'village' then 3 else 0 end, case when r.dimension = 'month' then r.key end desc, r.credited_fen desc, r.key
