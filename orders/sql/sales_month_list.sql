-- What a producer sold, month by month (Beijing, by payment), the last twelve: from the sums of its months and what has changed since. What a refund gave back is taken off the
-- month of its order. $1 producer, $2 its county, $3 the county's orders that the journal has named since.
-- Columns: month (YYYY-MM), orders, boxes, goods_fen (paid), refunded_fen, households (credited anything), households_fen, withheld_fen, producer_fen (the
-- rest), settled_fen (of it, of completed orders). Index: sale_month_key, household_month_producer, sale_rolled primary key, order_rolled primary key, attribution_pool primary key.
with sold as (
    select $2::text as county_code, x.month, sum(x.orders)::bigint as orders, sum(x.boxes)::bigint as boxes, sum(x.goods_fen)::bigint as goods_fen, sum(x.refunded_fen)::bigint as refunded_fen,
        sum(x.credited_fen)::bigint as credited_fen, sum(x.withheld_fen)::bigint as withheld_fen, sum(x.settled_fen)::bigint as settled_fen
    from (select m.month, m.orders, m.boxes, m.goods_fen, m.refunded_fen, m.credited_fen, m.withheld_fen, m.settled_fen
          from sale_month m
          where m.producer_id = $1::bigint and m.county_code = $2::text
          union all
          select s.month, s.side * s.orders, s.side * s.boxes, s.side * s.goods_fen, s.side * s.refunded_fen, s.side * s.credited_fen, s.side * s.withheld_fen, s.side * s.settled_fen
          from sale_sum_part s
          where s.order_id = any ($3::bigint[]) and s.producer_id = $1::bigint) x
    where x.month >= to_char(now() at time zone 'Asia/Shanghai' - interval '11 months', 'YYYY-MM')
    group by x.month
), share as (
    select $2::text as county_code, h.month, h.household_id
    from (select m.month, m.household_id, m.accrued_fen + m.matured_fen as fen
          from household_month m
          where m.producer_id = $1::bigint and m.county_code = $2::text and m.month >= to_char(now() at time zone 'Asia/Shanghai' - interval '11 months', 'YYYY-MM')
          union all
          select n.month, n.household_id, n.accrued_fen + n.matured_fen
          from (select s.month, s.household_id, s.producer_id, s.accrued_fen, s.matured_fen from order_share_now s where s.order_id = any ($3::bigint[]) offset 0) n
          where n.producer_id = $1::bigint
          union all
          select r.month, r.household_id, -r.accrued_fen - r.matured_fen
          from (select s.month, s.household_id, s.producer_id, s.accrued_fen, s.matured_fen from order_share_rolled s where s.order_id = any ($3::bigint[]) offset 0) r
          where r.producer_id = $1::bigint) h
    group by h.month, h.household_id
    having sum_fen(h.fen) > 0
), earning as materialized (
    -- once, not for each month anew
    select h.county_code, h.month, count(*) as households
    from share h
    group by h.county_code, h.month
)
select s.month, s.orders, s.boxes, s.goods_fen, s.refunded_fen, coalesce(e.households, 0) as households, s.credited_fen as households_fen, s.withheld_fen,
    s.goods_fen - s.refunded_fen - s.credited_fen - s.withheld_fen as producer_fen, s.settled_fen
from sold s
left join earning e on e.month = s.month and e.county_code = s.county_code
order by s.month desc
