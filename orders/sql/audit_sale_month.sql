-- Producers' months, and SKUs of them, that are not the sums of their orders as they were taken (view sale_part, of all orders at once); of months that have something of a year that is away none. Columns: subject, detail.
-- What was credited is looked up a line at a time: joined to all that was, sums of two million lines are one nested loop away from never ending, as whoever plans takes them for one.
with part as materialized (
    select f.order_id, l.county_code, o.producer_id, date_trunc('month', o.paid_at at time zone interval '8 hours') as month_at, l.sku_id, l.id as line_id, f.is_completed, f.is_borne, o.freight_fen,
        f.freight_refunded_fen, l.quantity - coalesce(f.taken_back[4 * l.line_no - 3], 0) as boxes, l.paid_fen as goods_fen, coalesce(f.taken_back[4 * l.line_no - 2], 0) as refunded_fen,
        coalesce((select sum_fen(x) from attribution_pool a cross join lateral unnest(a.amounts) x where a.order_id = l.order_id and a.line_id = l.id and a.county_code = l.county_code), 0)
            - coalesce(f.taken_back[4 * l.line_no - 1] + f.taken_back[4 * l.line_no], 0) as credited_fen, coalesce(f.taken_back[4 * l.line_no], 0) as withheld_fen
    from order_line l
    join sale_order o on o.id = l.order_id and o.county_code = l.county_code
    join sale_rolled f on f.order_id = l.order_id and f.county_code = l.county_code
    where (select f.year from year_floor f) = 0 or to_char(o.paid_at at time zone interval '8 hours', 'YYYY-MM') >= (select f.months_from from year_floor f)
), sold as (
    select p.order_id, p.county_code, p.producer_id, p.month_at, p.is_completed, p.is_borne, p.freight_fen, p.freight_refunded_fen, sum_fen(p.boxes) as boxes, sum_fen(p.goods_fen) as goods_fen,
        sum_fen(p.refunded_fen) as refunded_fen, sum_fen(p.credited_fen) as credited_fen, sum_fen(p.withheld_fen) as withheld_fen
    from part p
    group by p.order_id, p.county_code, p.producer_id, p.month_at, p.is_completed, p.is_borne, p.freight_fen, p.freight_refunded_fen
), counted_month as (
    select s.producer_id, to_char(s.month_at, 'YYYY-MM') as month, s.county_code, count(*) as orders,
        count(*) filter (where s.goods_fen - s.refunded_fen + s.freight_fen - s.freight_refunded_fen > 0) as left_orders, count(*) filter (where s.is_borne) as borne_orders, sum_fen(s.boxes) as boxes,
        sum_fen(s.goods_fen) as goods_fen, sum_fen(s.refunded_fen) as refunded_fen, sum_fen(s.freight_fen) as freight_fen, sum_fen(s.freight_refunded_fen) as freight_refunded_fen,
        sum_fen(s.credited_fen) as credited_fen, sum_fen(s.withheld_fen) as withheld_fen,
        sum_fen(case when s.is_completed then s.goods_fen - s.refunded_fen - s.credited_fen - s.withheld_fen else 0 end) as settled_fen,
        sum_fen(case when s.is_completed then s.goods_fen - s.refunded_fen + s.freight_fen - s.freight_refunded_fen else 0 end) as completed_fen
    from sold s
    group by s.producer_id, s.month_at, s.county_code
), counted_sku as (
    select p.producer_id, to_char(p.month_at, 'YYYY-MM') as month, p.county_code, p.sku_id, max(p.line_id) as newest_line_id, sum_fen(p.boxes) as boxes, sum_fen(p.goods_fen) as goods_fen,
        sum_fen(p.refunded_fen) as refunded_fen, sum_fen(p.credited_fen) as credited_fen, sum_fen(p.withheld_fen) as withheld_fen
    from part p
    group by p.producer_id, p.month_at, p.county_code, p.sku_id
)
select 'producer:' || d.producer_id as subject, d.month || ' sums ' || coalesce(d.kept, 'none') || ' orders ' || coalesce(d.counted, 'none') as detail
from (select coalesce(m.producer_id, p.producer_id) as producer_id, coalesce(m.month, p.month) as month,
          m.county_code || concat_ws('/', '', m.orders, m.left_orders, m.borne_orders, m.boxes, m.goods_fen, m.refunded_fen, m.freight_fen, m.freight_refunded_fen, m.credited_fen, m.withheld_fen,
              m.settled_fen, m.completed_fen) as kept,
          p.county_code || concat_ws('/', '', p.orders, p.left_orders, p.borne_orders, p.boxes, p.goods_fen, p.refunded_fen, p.freight_fen, p.freight_refunded_fen, p.credited_fen, p.withheld_fen,
              p.settled_fen, p.completed_fen) as counted
      from (select producer_id, month, county_code, orders, left_orders, borne_orders, boxes, goods_fen, refunded_fen, freight_fen, freight_refunded_fen, credited_fen, withheld_fen, settled_fen,
                completed_fen
            from sale_month
            where month >= (select f.months_from from year_floor f)) m
      full join counted_month p on p.producer_id = m.producer_id and p.month = m.month and p.county_code = m.county_code
      union all
      select coalesce(m.producer_id, p.producer_id), coalesce(m.month, p.month) || ' sku:' || coalesce(m.sku_id, p.sku_id),
          concat_ws('/', m.newest_line_id, m.boxes, m.goods_fen, m.refunded_fen, m.credited_fen, m.withheld_fen),
          concat_ws('/', p.newest_line_id, p.boxes, p.goods_fen, p.refunded_fen, p.credited_fen, p.withheld_fen)
      from (select producer_id, month, county_code, sku_id, newest_line_id, boxes, goods_fen, refunded_fen, credited_fen, withheld_fen
            from sale_sku_month
            where month >= (select f.months_from from year_floor f)) m
      full join counted_sku p on p.producer_id = m.producer_id and p.month = m.month and p.sku_id = m.sku_id and p.county_code = m.county_code) d
where d.kept is distinct from d.counted
limit 20
