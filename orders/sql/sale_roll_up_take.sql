-- Takes into the sums of sales what of orders is otherwise than it was taken: doing it twice changes nothing. All of it in one snapshot. $1 orders. Columns: orders.
-- Index: sale_order primary key, order_line_order, parcel_order, attribution_pool primary key, withheld_share primary key, borne_order primary key, sale_rolled primary key, sale_month_key,
-- sale_sku_month_key, sale_total primary key, sale_wait primary key.
with part as materialized (
    select p.side, p.producer_id, p.month, p.county_code, p.is_waiting, p.waited_s, p.orders, p.left_orders, p.borne_orders, p.boxes, p.goods_fen, p.refunded_fen, p.freight_fen,
        p.freight_refunded_fen, p.credited_fen, p.withheld_fen, p.settled_fen, p.completed_fen
    from sale_sum_part p
    where p.order_id = any ($1::bigint[])
), change as materialized (
    select p.producer_id, p.month, p.county_code, sum(p.side * p.orders)::bigint as orders, sum(p.side * p.left_orders)::bigint as left_orders, sum(p.side * p.borne_orders)::bigint as borne_orders,
        sum(p.side * p.boxes)::bigint as boxes, sum(p.side * p.goods_fen)::bigint as goods_fen, sum(p.side * p.refunded_fen)::bigint as refunded_fen, sum(p.side * p.freight_fen)::bigint as freight_fen,
        sum(p.side * p.freight_refunded_fen)::bigint as freight_refunded_fen, sum(p.side * p.credited_fen)::bigint as credited_fen, sum(p.side * p.withheld_fen)::bigint as withheld_fen,
        sum(p.side * p.settled_fen)::bigint as settled_fen, sum(p.side * p.completed_fen)::bigint as completed_fen
    from part p
    group by p.producer_id, p.month, p.county_code
), kept_month as (
    insert into sale_month as m (producer_id, month, county_code, orders, left_orders, borne_orders, boxes, goods_fen, refunded_fen, freight_fen, freight_refunded_fen, credited_fen, withheld_fen,
        settled_fen, completed_fen)
    select c.producer_id, c.month, c.county_code, c.orders, c.left_orders, c.borne_orders, c.boxes, c.goods_fen, c.refunded_fen, c.freight_fen, c.freight_refunded_fen, c.credited_fen,
        c.withheld_fen, c.settled_fen, c.completed_fen
    from change c
    on conflict on constraint sale_month_key do update set
        orders = m.orders + excluded.orders, left_orders = m.left_orders + excluded.left_orders, borne_orders = m.borne_orders + excluded.borne_orders, boxes = m.boxes + excluded.boxes,
        goods_fen = m.goods_fen + excluded.goods_fen, refunded_fen = m.refunded_fen + excluded.refunded_fen, freight_fen = m.freight_fen + excluded.freight_fen,
        freight_refunded_fen = m.freight_refunded_fen + excluded.freight_refunded_fen, credited_fen = m.credited_fen + excluded.credited_fen,
        withheld_fen = m.withheld_fen + excluded.withheld_fen, settled_fen = m.settled_fen + excluded.settled_fen, completed_fen = m.completed_fen + excluded.completed_fen
), kept_sku as (
    insert into sale_sku_month as m (producer_id, month, sku_id, county_code, newest_line_id, boxes, goods_fen, refunded_fen, credited_fen, withheld_fen)
    select p.producer_id, p.month, p.sku_id, p.county_code, max(p.line_id), sum(p.side * p.boxes)::bigint, sum(p.side * p.goods_fen)::bigint, sum(p.side * p.refunded_fen)::bigint,
        sum(p.side * p.credited_fen)::bigint, sum(p.side * p.withheld_fen)::bigint
    from sale_part p
    where p.order_id = any ($1::bigint[])
    group by p.producer_id, p.month, p.sku_id, p.county_code
    on conflict on constraint sale_sku_month_key do update set
        newest_line_id = greatest(m.newest_line_id, excluded.newest_line_id), boxes = m.boxes + excluded.boxes, goods_fen = m.goods_fen + excluded.goods_fen,
        refunded_fen = m.refunded_fen + excluded.refunded_fen, credited_fen = m.credited_fen + excluded.credited_fen, withheld_fen = m.withheld_fen + excluded.withheld_fen
), kept_total as (
    insert into sale_total as t (dimension, key, orders, paid_fen, refunded_fen, freight_fen, completed_fen)
    select d.dimension, d.key, sum(c.left_orders), sum(c.goods_fen + c.freight_fen), sum(c.refunded_fen + c.freight_refunded_fen), sum(c.freight_fen - c.freight_refunded_fen), sum(c.completed_fen)
    from change c
    cross join lateral (values ('total', ''), ('county', c.county_code), ('month', c.month)) as d (dimension, key)
    group by d.dimension, d.key
    on conflict (dimension, key) do update set
        orders = t.orders + excluded.orders, paid_fen = t.paid_fen + excluded.paid_fen, refunded_fen = t.refunded_fen + excluded.refunded_fen, freight_fen = t.freight_fen + excluded.freight_fen,
        completed_fen = t.completed_fen + excluded.completed_fen
), kept_wait as (
    insert into sale_wait as w (unit, waited, orders)
    select u.unit, u.waited, sum(p.side)
    from part p
    cross join lateral (values ('second', p.waited_s), ('hour', p.waited_s / 3600), ('waiting', case when p.is_waiting then 0 end)) as u (unit, waited)
    where u.waited is not null
    group by u.unit, u.waited
    having sum(p.side) <> 0
    on conflict (unit, waited) do update set orders = w.orders + excluded.orders
), kept_order as (
    insert into sale_rolled as f (order_id, county_code, is_completed, is_waiting, waited_s, is_borne, freight_refunded_fen, taken_back)
    select n.order_id, n.county_code, n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, n.taken_back
    from sale_state n
    where n.order_id = any ($1::bigint[])
    on conflict on constraint sale_rolled_pkey do update set
        is_completed = excluded.is_completed, is_waiting = excluded.is_waiting, waited_s = excluded.waited_s, is_borne = excluded.is_borne,
        freight_refunded_fen = excluded.freight_refunded_fen, taken_back = excluded.taken_back
    where (f.is_completed, f.is_waiting, f.waited_s, f.is_borne, f.freight_refunded_fen, f.taken_back)
        is distinct from (excluded.is_completed, excluded.is_waiting, excluded.waited_s, excluded.is_borne, excluded.freight_refunded_fen, excluded.taken_back)
    returning f.order_id
)
select count(*) as orders
from kept_order
