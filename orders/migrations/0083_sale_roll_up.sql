-- What was sold, summed: kept by the timed work that reads the journal on (orders/sale_roll_up.h), so that figures of a seller, a county and the board read sums.

-- What the sums of the ledger learn with 0082, of what was there before.
update roster r
set producer_id = g.producer_id
from benefit_plan b
join listing g on g.id = b.listing_id and g.county_code = b.county_code
where b.id = r.plan_id and b.county_code = r.county_code;
alter table roster alter column producer_id set not null;
insert into borne_order (order_id, county_code)
select distinct o.id, o.county_code
from sale_order o
join order_refund f on f.order_id = o.id and f.county_code = o.county_code and f.after_completion
where o.state = 'completed' and not exists (select 1 from order_line l where l.order_id = o.id and l.county_code = o.county_code and l.refunded_quantity < l.quantity);

-- How an order stands that was paid: what of it is otherwise than its lines were placed and its pools were credited.
create view sale_state as
select o.id as order_id, o.county_code, o.state = 'completed' as is_completed, o.state = 'paid' and h.at is null as is_waiting, extract(epoch from h.at - o.paid_at)::bigint as waited_s,
    (select count(*) > 0 from borne_order b where b.order_id = o.id and b.county_code = o.county_code) as is_borne, o.freight_refunded_fen, t.taken_back
from sale_order o
cross join lateral (select min(p.handed_over_at) as at from parcel p where p.order_id = o.id and p.county_code = o.county_code) h
cross join lateral (
    -- of each line, in order: boxes and money refunded, of its shares what was taken back, and what is withheld
    select case when bool_or(v.n <> 0) then array_agg(v.n order by l.line_no, v.place) end as taken_back
    from order_line l
    cross join lateral (select coalesce(sum((select sum(x) from unnest(a.reversed) x)), 0)::bigint as fen
                        from attribution_pool a
                        where a.order_id = o.id and a.line_id = l.id and a.county_code = o.county_code) r
    cross join lateral (select coalesce(sum(w.amount_fen - coalesce(a.reversed[w.place], 0)), 0)::bigint as fen
                        from withheld_share w
                        join attribution_pool a on a.order_id = w.order_id and a.line_id = w.line_id and a.pool_no = w.pool_no and a.county_code = w.county_code
                        where w.order_id = o.id and w.line_id = l.id and w.county_code = o.county_code and w.state = 'withheld') w
    cross join lateral (values (1, l.refunded_quantity), (2, l.refunded_fen), (3, r.fen), (4, w.fen)) as v (place, n)
    where l.order_id = o.id and l.county_code = o.county_code) t
where o.paid_at is not null;

-- How it stood when it was taken into the sums.
create table sale_rolled (
    order_id              bigint primary key,
    county_code           text not null,
    is_completed          boolean not null,
    is_waiting            boolean not null,   -- paid, and nothing handed over yet
    waited_s              bigint,             -- until the first parcel was handed over
    is_borne              boolean not null,
    freight_refunded_fen  bigint not null,
    taken_back            bigint[]            -- as sale_state has it
);

-- An order's lines as parts of sums: with side 1 as they stand, with side -1 as they were taken into the sums. Read by order.
create view sale_part as
select s.side, s.order_id, s.county_code, o.producer_id, to_char(o.paid_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, l.id as line_id, l.sku_id,
    s.is_completed, s.is_waiting, s.waited_s, s.is_borne, o.freight_fen, s.freight_refunded_fen,
    l.quantity - coalesce(s.taken_back[4 * l.line_no - 3], 0) as boxes, l.paid_fen as goods_fen, coalesce(s.taken_back[4 * l.line_no - 2], 0) as refunded_fen,
    c.fen - coalesce(s.taken_back[4 * l.line_no - 1] + s.taken_back[4 * l.line_no], 0) as credited_fen, coalesce(s.taken_back[4 * l.line_no], 0) as withheld_fen
from (select 1 as side, n.order_id, n.county_code, n.is_completed, n.is_waiting, n.waited_s, n.is_borne, n.freight_refunded_fen, n.taken_back
      from sale_state n
      union all
      select -1, f.order_id, f.county_code, f.is_completed, f.is_waiting, f.waited_s, f.is_borne, f.freight_refunded_fen, f.taken_back
      from sale_rolled f) s
join sale_order o on o.id = s.order_id and o.county_code = s.county_code
join order_line l on l.order_id = o.id and l.county_code = o.county_code
cross join lateral (select coalesce(sum((select sum(x) from unnest(a.amounts) x)), 0)::bigint as fen
                    from attribution_pool a
                    where a.order_id = o.id and a.line_id = l.id and a.county_code = o.county_code) c;

-- Likewise the orders.
create view sale_sum_part as
select p.side, p.order_id, p.county_code, p.producer_id, p.month, p.is_waiting, p.waited_s, 1 as orders,
    case when sum(p.goods_fen - p.refunded_fen) + p.freight_fen - p.freight_refunded_fen > 0 then 1 else 0 end as left_orders, case when p.is_borne then 1 else 0 end as borne_orders,
    sum(p.boxes)::bigint as boxes, sum(p.goods_fen)::bigint as goods_fen, sum(p.refunded_fen)::bigint as refunded_fen, p.freight_fen, p.freight_refunded_fen,
    sum(p.credited_fen)::bigint as credited_fen, sum(p.withheld_fen)::bigint as withheld_fen,
    case when p.is_completed then sum(p.goods_fen - p.refunded_fen - p.credited_fen - p.withheld_fen) else 0 end::bigint as settled_fen,
    case when p.is_completed then sum(p.goods_fen - p.refunded_fen) + p.freight_fen - p.freight_refunded_fen else 0 end::bigint as completed_fen
from sale_part p
group by p.side, p.order_id, p.county_code, p.producer_id, p.month, p.is_waiting, p.waited_s, p.is_borne, p.is_completed, p.freight_fen, p.freight_refunded_fen;
grant select on sale_state, sale_part, sale_sum_part to mall_app;

-- A producer's orders paid in a month (Beijing), whatever has become of them.
create table sale_month (
    producer_id           bigint not null,
    month                 text not null,
    county_code           text not null,
    orders                bigint not null,
    left_orders           bigint not null,    -- of which buyers did not get all back
    borne_orders          bigint not null,    -- that the producer bore
    boxes                 bigint not null,    -- not refunded
    goods_fen             bigint not null,    -- paid
    refunded_fen          bigint not null,    -- of it
    freight_fen           bigint not null,    -- paid
    freight_refunded_fen  bigint not null,    -- of it
    credited_fen          bigint not null,    -- what households have
    withheld_fen          bigint not null,
    settled_fen           bigint not null,    -- what is the producer's, of completed orders
    completed_fen         bigint not null,    -- what buyers paid for these
    constraint sale_month_key primary key (producer_id, month)
);
create index sale_month_month on sale_month (month);

-- Of each SKU.
create table sale_sku_month (
    producer_id     bigint not null,
    month           text not null,
    sku_id          bigint not null,
    county_code     text not null,
    newest_line_id  bigint not null,          -- whose order line has its newest name
    boxes           bigint not null,
    goods_fen       bigint not null,
    refunded_fen    bigint not null,
    credited_fen    bigint not null,
    withheld_fen    bigint not null,
    constraint sale_sku_month_key primary key (producer_id, month, sku_id)
);

-- All of a county, of a month, and of all.
create table sale_total (
    dimension      text not null check (dimension in ('total', 'county', 'month')),
    key            text not null,
    orders         bigint not null,           -- with anything left
    paid_fen       bigint not null,
    refunded_fen   bigint not null,
    freight_fen    bigint not null,           -- less what was refunded
    completed_fen  bigint not null,
    primary key (dimension, key)
);

-- How long orders waited for the carrier: how many by second and by hour, and how many wait.
create table sale_wait (
    unit    text not null check (unit in ('second', 'hour', 'waiting')),
    waited  bigint not null,
    orders  bigint not null,
    primary key (unit, waited)
);
grant select, insert, update on sale_rolled, sale_month, sale_sku_month, sale_total, sale_wait to mall_app;

-- All of it anew, by the owner of the tables: after this migration, and when the audit finds it wrong.
create function sale_roll_up_build() returns void language plpgsql as $$
begin
    lock table journal_follower;
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
revoke execute on function sale_roll_up_build() from public;
select roll_up_build();
select sale_roll_up_build();
analyze household_month, order_rolled_share, sale_rolled, sale_month, sale_sku_month, sale_total, sale_wait;
