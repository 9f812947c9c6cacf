-- As roll_up_build_months() in 0099: the job that reads the journal on waits, the other build does not.
create or replace function sale_roll_up_build() returns void language plpgsql as $$
begin
    perform 1 from journal_follower f where f.name = 'households' for key share;
    lock table sale_rolled in share row exclusive mode;
    delete from sale_rolled;
    delete from sale_month;
    delete from sale_sku_month;
    delete from sale_total;
    delete from sale_wait;
    insert into sale_rolled (order_id, county_code, is_completed, is_waiting, waited_s, is_borne, freight_refunded_fen, taken_back)
    select n.order_id, n.county_code, n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, n.taken_back
    from sale_state n;
    insert into sale_month (producer_id, month, county_code, orders, left_orders, borne_orders, boxes, goods_fen, refunded_fen, freight_fen, freight_refunded_fen, credited_fen, withheld_fen,
        settled_fen, completed_fen)
    select p.producer_id, p.month, p.county_code, sum(p.orders), sum(p.left_orders), sum(p.borne_orders), sum(p.boxes), sum(p.goods_fen), sum(p.refunded_fen), sum(p.freight_fen),
        sum(p.freight_refunded_fen), sum(p.credited_fen), sum(p.withheld_fen), sum(p.settled_fen), sum(p.completed_fen)
    from sale_sum_part p
    where p.side = -1
    group by p.producer_id, p.month, p.county_code;
    insert into sale_sku_month (producer_id, month, sku_id, county_code, newest_line_id, boxes, goods_fen, refunded_fen, credited_fen, withheld_fen)
    select p.producer_id, p.month, p.sku_id, p.county_code, max(p.line_id), sum(p.boxes), sum(p.goods_fen), sum(p.refunded_fen), sum(p.credited_fen), sum(p.withheld_fen)
    from sale_part p
    where p.side = -1
    group by p.producer_id, p.month, p.sku_id, p.county_code;
    insert into sale_total (dimension, key, orders, paid_fen, refunded_fen, freight_fen, completed_fen)
    select d.dimension, d.key, sum(m.left_orders), sum(m.goods_fen + m.freight_fen), sum(m.refunded_fen + m.freight_refunded_fen), sum(m.freight_fen - m.freight_refunded_fen),
        sum(m.completed_fen)
    from sale_month m
    cross join lateral (values ('total', ''), ('county', m.county_code), ('month', m.month)) as d (dimension, key)
    group by d.dimension, d.key;
    insert into sale_wait (unit, waited, orders)
    select u.unit, u.waited, count(*)
    from sale_rolled f
    cross join lateral (values ('second', f.waited_s), ('hour', f.waited_s / 3600), ('waiting', case when f.is_waiting then 0 end)) as u (unit, waited)
    where u.waited is not null
    group by u.unit, u.waited;
end
$$;
