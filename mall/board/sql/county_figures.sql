-- All figures of one county in one snapshot, so that every table adds up to the same total: from the sums of its producers' months (orders/sale_roll_up.h) and of their households'
-- (ledger/roll_up.h), and what has changed since. $1 county, $2 first month, $3 last month (2026-03; both Beijing, both named): of the
-- payment; $4 its orders that the journal has named since.
-- Columns: dimension (total, month, organisation, village), key (month, organisation's id, village's code, '' for the total), name, orders, sales_fen (captured),
-- refunded_fen, households (distinct, with anything credited), credited_fen (what was not taken back), accrued_fen (part of it), matured_fen (part of it),
-- withheld_fen (not part of it), borne_orders (completed, then refunded whole: the seller bore them), borne_fen (what households have of these; part of
-- matured_fen). Villages have no sales: an order's goods come from several. Index: organisation_county, sale_month_key, household_month_producer, sale_rolled primary key,
-- order_rolled primary key, attribution_pool primary key.
with sale as (
    select m.month, m.producer_id, m.orders, m.goods_fen + m.freight_fen as captured_fen, m.refunded_fen + m.freight_refunded_fen as refunded_fen, m.borne_orders
    from sale_month m
    where m.producer_id = any (array(select p.id from organisation p where p.county_code = $1::text)) and m.county_code = $1::text and m.month between $2::text and $3::text
    union all
    select s.month, s.producer_id, s.side * s.orders, s.side * (s.goods_fen + s.freight_fen), s.side * (s.refunded_fen + s.freight_refunded_fen), s.side * s.borne_orders
    from sale_sum_part s
    where s.order_id = any ($4::bigint[]) and s.month between $2::text and $3::text
), entry as (
    select h.month, h.producer_id, h.village_code, h.household_id, h.accrued_fen, h.matured_fen, h.withheld_fen, h.borne_fen
    from household_month h
    where h.producer_id = any (array(select p.id from organisation p where p.county_code = $1::text)) and h.county_code = $1::text and h.month between $2::text and $3::text
    union all
    select n.month, n.producer_id, n.village_code, n.household_id, n.accrued_fen, n.matured_fen, n.withheld_fen, n.borne_fen
    from order_share_change n
    where n.order_id = any ($4::bigint[]) and n.month between $2::text and $3::text
), income as materialized (
    -- by seller and village (month null), and by month
    select e.month, e.producer_id, e.village_code, e.household_id, sum_fen(e.accrued_fen) as accrued_fen, sum_fen(e.matured_fen) as matured_fen, sum_fen(e.withheld_fen) as withheld_fen,
        sum_fen(e.borne_fen) as borne_fen
    from entry e
    group by grouping sets ((e.producer_id, e.village_code, e.household_id), (e.month, e.household_id))
), share as (
    -- each household once in each table's row
    select i.month, null::bigint as producer_id, null::text as village_code, i.accrued_fen, i.matured_fen, i.withheld_fen, i.borne_fen
    from income i
    where i.month is not null
    union all
    select null, i.producer_id, i.village_code, sum_fen(i.accrued_fen), sum_fen(i.matured_fen), sum_fen(i.withheld_fen), sum_fen(i.borne_fen)
    from income i
    where i.month is null
    group by grouping sets ((i.household_id), (i.producer_id, i.household_id), (i.village_code, i.household_id))
), figure as (
    select $1::text as county_code, f.dimension, f.key, sum(f.orders)::bigint as orders, sum(f.sales_fen)::bigint as sales_fen, sum(f.refunded_fen)::bigint as refunded_fen, sum(f.borne_orders)::bigint as borne_orders,
        sum(f.households)::bigint as households, sum(f.accrued_fen)::bigint as accrued_fen, sum(f.matured_fen)::bigint as matured_fen, sum(f.withheld_fen)::bigint as withheld_fen,
        sum(f.borne_fen)::bigint as borne_fen
    from (select case when grouping(s.month) = 0 then 'month' when grouping(s.producer_id) = 0 then 'organisation' else 'total' end as dimension,
              coalesce(s.month, s.producer_id::text, '') as key, coalesce(sum(s.orders), 0) as orders, coalesce(sum(s.captured_fen), 0) as sales_fen,
              coalesce(sum(s.refunded_fen), 0) as refunded_fen, coalesce(sum(s.borne_orders), 0) as borne_orders, 0 as households, 0 as accrued_fen, 0 as matured_fen, 0 as withheld_fen,
              0 as borne_fen
          from sale s
          group by grouping sets ((), (s.month), (s.producer_id))
          union all
          select case when h.month is not null then 'month' when h.producer_id is not null then 'organisation' when h.village_code is not null then 'village' else 'total' end,
              coalesce(h.month, h.producer_id::text, h.village_code, ''), 0, 0, 0, 0, count(*) filter (where h.accrued_fen + h.matured_fen > 0), sum_fen(h.accrued_fen),
              sum_fen(h.matured_fen), sum_fen(h.withheld_fen), sum_fen(h.borne_fen)
          from share h
          group by h.month, h.producer_id, h.village_code
          having sum_fen(h.accrued_fen + h.matured_fen + h.withheld_fen) > 0) f
    group by f.dimension, f.key
)
select f.dimension, f.key, case f.dimension when 'organisation' then coalesce(p.name, '') when 'village' then case when starts_with(g.name, w.name) then '' else coalesce(w.name, '') end || coalesce(g.name, f.key) else f.key end as name,
    f.orders, f.sales_fen, f.refunded_fen, f.households, f.accrued_fen + f.matured_fen as credited_fen, f.accrued_fen, f.matured_fen, f.withheld_fen, f.borne_orders, f.borne_fen
from figure f
left join organisation p on p.id = case f.dimension when 'organisation' then f.key::bigint end and p.county_code = f.county_code
left join region g on f.dimension = 'village' and g.code = f.key and g.level = 5
left join region w on f.dimension = 'village' and w.code = left(f.key, 9) and w.level = 4
order by case f.dimension when 'month' then 1 when 'organisation' then 2 when 'village' then 3 else 0 end, case when f.dimension = 'month' then f.key end desc,
    f.accrued_fen + f.matured_fen desc, f.key
