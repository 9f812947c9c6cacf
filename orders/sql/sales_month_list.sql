-- What a producer sold, month by month (Beijing, by payment), the last twelve: from the sums of its months and what has changed since. What a refund gave back is taken off the
-- month of its order. $1 producer, $2 its county, $3 the county's orders that the journal has named since.
-- Columns: month (YYYY-MM), orders, boxes, goods_fen (paid), refunded_fen, households (credited anything), households_fen, withheld_fen, producer_fen (the
-- rest), settled_fen (of it, of completed orders). Index: sale_month_key, county_month_key, household_month_key, sale_rolled primary key, order_rolled primary key, attribution_pool primary key.
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
), moved as materialized (
    -- whose income of a month has changed since
    select n.county_code, n.month, n.household_id, sum_fen(n.accrued_fen + n.matured_fen) as fen
    from (select c.county_code, c.month, c.household_id, c.producer_id, c.accrued_fen, c.matured_fen from order_share_change c where c.order_id = any ($3::bigint[]) offset 0) n
    where n.producer_id = $1::bigint
    group by n.county_code, n.month, n.household_id
    having sum_fen(n.accrued_fen + n.matured_fen) <> 0
), turned as (
    -- and who has some now and had none, or the other way round
    select v.county_code, v.month, sum((h.fen + v.fen > 0)::int - (h.fen > 0)::int)::bigint as households
    from moved v
    cross join lateral (select coalesce(sum_fen(m.accrued_fen + m.matured_fen), 0) as fen
                        from household_month m
                        where m.household_id = v.household_id and m.month = v.month and m.county_code = v.county_code and m.producer_id = $1::bigint) h
    group by v.county_code, v.month
)
select s.month, s.orders, s.boxes, s.goods_fen, s.refunded_fen, coalesce(bit_count(k.households), 0) + coalesce(t.households, 0) as households, s.credited_fen as households_fen, s.withheld_fen,
    s.goods_fen - s.refunded_fen - s.credited_fen - s.withheld_fen as producer_fen, s.settled_fen
from sold s
left join county_month k on k.county_code = s.county_code and k.month = s.month and k.producer_id = $1::bigint and k.village_code = ''
left join turned t on t.month = s.month and t.county_code = s.county_code
order by s.month desc
