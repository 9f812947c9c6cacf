-- What a producer sold, month by month (Beijing, by payment), the last twelve. $1 producer. What a refund gave back is taken off the month of its order.
-- Columns: month (YYYY-MM), orders, boxes, goods_fen (paid), refunded_fen, households (credited anything), households_fen, withheld_fen, producer_fen (the
-- rest), settled_fen (of it, of completed orders). Index: sale_order_producer, order_line_order, attribution_pool primary key. DB_SLOW.
with sold as (
    select o.id as order_id, o.county_code, to_char(o.paid_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, o.state = 'completed' as settled
    from sale_order o
    where o.producer_id = $1::bigint and o.paid_at is not null
        and o.paid_at >= date_trunc('month', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' - interval '11 months'
), goods as (
    select s.county_code, s.month, count(distinct s.order_id) as orders, sum(l.quantity - l.refunded_quantity) as boxes, sum(l.paid_fen) as paid,
        sum(l.refunded_fen) as refunded, coalesce(sum(l.paid_fen - l.refunded_fen) filter (where s.settled), 0) as settled
    from sold s
    join order_line l on l.order_id = s.order_id and l.county_code = s.county_code
    group by s.county_code, s.month
), credit as (
    select s.county_code, s.month, s.settled, a.household_id, a.state = 'withheld' as withheld,
        sum(a.amount_fen - a.reversed_fen) as fen
    from sold s
    join attribution_entry a on a.order_id = s.order_id and a.county_code = s.county_code
    group by s.county_code, s.month, s.settled, a.household_id, a.state = 'withheld'
), share as (
    select c.county_code, c.month, count(distinct c.household_id) filter (where c.fen > 0 and not c.withheld) as households,
        coalesce(sum(c.fen) filter (where not c.withheld), 0) as credited, coalesce(sum(c.fen) filter (where c.withheld), 0) as withheld,
        coalesce(sum(c.fen) filter (where c.settled), 0) as settled
    from credit c
    group by c.county_code, c.month
)
select g.month, g.orders, g.boxes::bigint as boxes, g.paid::bigint as goods_fen, g.refunded::bigint as refunded_fen, coalesce(s.households, 0) as households,
    coalesce(s.credited, 0)::bigint as households_fen, coalesce(s.withheld, 0)::bigint as withheld_fen,
    (g.paid - g.refunded - coalesce(s.credited, 0) - coalesce(s.withheld, 0))::bigint as producer_fen,
    (g.settled - coalesce(s.settled, 0))::bigint as settled_fen
from goods g
left join share s on s.month = g.month and s.county_code = g.county_code
order by g.month desc
