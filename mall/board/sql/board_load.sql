-- All figures of the public board in one snapshot, so that rows add up to totals; households' income as the board tells it (board_income). No parameters.
-- Reads the whole journal: DB_SLOW only.
-- Columns: dimension (total, county, month, kind), key (county code, month of Beijing time in which the order was paid, linkage kind, '' for the total), name
-- (of the county and its city or province), orders, sales_fen, paid_fen (sales before refunds), freight_fen (part of sales), settled_fen (part of sales whose
-- order is completed), households (distinct, with anything credited), accrued_households, accrued_fen, matured_households, matured_fen, borne_households,
-- borne_fen (of orders that were completed and then refunded whole, not in matured_fen), withheld_households, withheld_fen (credited to nobody). Kinds have no sales: an order has several. Sequential scans.
select f.dimension, f.key, coalesce(p.name || c.name, f.key) as name, f.orders, f.sales_fen, f.paid_fen, f.freight_fen, f.settled_fen, f.households,
    f.accrued_households, f.accrued_fen, f.matured_households, f.matured_fen, f.borne_households, f.borne_fen, f.withheld_households, f.withheld_fen
from (
    with sale as (
        select t.order_id, t.county_code, to_char(min(t.booked_at) at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
            sum(case t.kind when 'capture' then t.amount_fen else -t.amount_fen end) as fen,
            sum(t.amount_fen) filter (where t.kind = 'capture') as paid_fen
        from transfer t
        where t.order_id <> 0 and t.kind in ('capture', 'refund')
        group by t.order_id, t.county_code
    ), sales as (
        select case when grouping(s.county_code) = 0 then 'county' when grouping(s.month) = 0 then 'month' else 'total' end as dimension,
            coalesce(s.county_code, s.month, '') as key, count(s.order_id) filter (where s.fen > 0) as orders, sum(s.fen) as sales_fen,
            sum(s.paid_fen) as paid_fen, sum(o.freight_fen - o.freight_refunded_fen) as freight_fen,
            sum(s.fen) filter (where o.state = 'completed') as settled_fen
        from sale s
        join sale_order o on o.id = s.order_id and o.county_code = s.county_code
        group by grouping sets ((), (s.county_code), (s.month))
    ), income as (
        select case when grouping(e.county_code) = 0 then 'county' when grouping(e.month) = 0 then 'month' when grouping(e.kind) = 0 then 'kind'
                   else 'total' end as dimension,
            coalesce(e.county_code, e.month, e.kind, '') as key, count(distinct e.household_id) filter (where e.step <> 'withheld') as households,
            count(distinct e.household_id) filter (where e.step = 'accrued') as accrued_households, sum(e.fen) filter (where e.step = 'accrued') as accrued_fen,
            count(distinct e.household_id) filter (where e.step = 'matured') as matured_households, sum(e.fen) filter (where e.step = 'matured') as matured_fen,
            count(distinct e.household_id) filter (where e.step = 'borne') as borne_households, sum(e.fen) filter (where e.step = 'borne') as borne_fen,
            count(distinct e.household_id) filter (where e.step = 'withheld') as withheld_households, sum(e.fen) filter (where e.step = 'withheld') as withheld_fen
        from board_income e
        group by grouping sets ((), (e.county_code), (e.month), (e.kind))
    )
    select dimension, key, coalesce(s.orders, 0) as orders, coalesce(s.sales_fen, 0)::bigint as sales_fen, coalesce(s.paid_fen, 0)::bigint as paid_fen,
        coalesce(s.freight_fen, 0)::bigint as freight_fen, coalesce(s.settled_fen, 0)::bigint as settled_fen,
        coalesce(i.households, 0) as households, coalesce(i.accrued_households, 0) as accrued_households, coalesce(i.accrued_fen, 0)::bigint as accrued_fen,
        coalesce(i.matured_households, 0) as matured_households, coalesce(i.matured_fen, 0)::bigint as matured_fen,
        coalesce(i.borne_households, 0) as borne_households, coalesce(i.borne_fen, 0)::bigint as borne_fen,
        coalesce(i.withheld_households, 0) as withheld_households, coalesce(i.withheld_fen, 0)::bigint as withheld_fen
    from sales s
    full join income i using (dimension, key)
) f
left join region c on f.dimension = 'county' and c.code = f.key and c.level = 3
left join region p on p.code = left(c.code, 2) || '0000' and p.level = 1
order by f.dimension, f.key
