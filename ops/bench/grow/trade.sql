-- Trades with their orders, lines and reservations, and the moves of both. Lines come first: an order's stamp is of its lines too.
create temporary view new_order_line as
select line_id as id, county_code, order_id, line_no, sku_id, listing_id, version_id, plan_id, title, spec, net_weight_g, quantity, price_fen, quantity * price_fen as paid_fen,
       back as refunded_quantity, back * price_fen as refunded_fen
from deal_line;
create temporary view new_sale_order as
select d.order_id as id, d.county_code, d.trade_id, d.buyer_id, d.producer_id, d.station_id,
       case when d.cancelled_ms is not null or d.fate = 'whole' then 'cancelled' when d.completed_ms is not null then 'completed' else 'paid' end as state,
       d.goods_fen, d.freight_fen, case when d.fate = 'whole' then d.freight_fen else 0 end as freight_refunded_fen, '110108' as region_code,
       case when o.is_over then null else s.value end as address_sealed, at(d.placed_ms) as placed_at, at(d.paid_ms) as paid_at, at(d.completed_ms) as completed_at, at(d.signed_ms) as ended_at,
       case when o.is_over then at(o.over_ms + 92 * 86400000::bigint + 600000) end as address_deleted_at
from deal d
cross join asked a
cross join lateral (select c.ms as over_ms, c.ms + 92 * 86400000::bigint + 1200000 < a.end_ms and (d.cancelled_ms is not null or d.fate = 'whole' or d.completed_ms is not null) as is_over
                    from (select coalesce(d.completed_ms, d.paid_ms, d.placed_ms) as ms) c) o
left join sealed s on s.row_id = d.order_id and s.field = 'order.address';
create temporary view new_reservation as
select l.line_id, l.lot_id, l.sku_id, l.county_code, l.quantity,
       case when d.cancelled_ms is not null then l.quantity when d.fate in ('whole', 'part') then l.back else 0 end as released, l.packed as sold
from deal_line l
join deal d on d.n = l.n;
create temporary view new_trade as
select trade_id as id, county_code, buyer_id, case when cancelled_ms is not null then 'cancelled' else 'paid' end as state, goods_fen + freight_fen as total_fen,
       at(placed_ms) as placed_at, at(placed_ms + 1800000) as expires_at, at(paid_ms) as paid_at, at(cancelled_ms) as cancelled_at,
       case when cancelled_ms is not null then 'not paid in time' else '' end as cancel_reason, boxes
from deal;
create temporary view trade_move as
select id(m.ms, d.n, m.seq) as id, d.county_code as shard_key, m.machine, m.object_id, m.from_state, m.to_state, m.actor_id, m.reason, at(m.ms) as at
from deal d
cross join lateral (values
    (d.paid_ms, 10, 'trade', d.trade_id, 'placed', 'paid', 1::bigint, 'paid'), (d.paid_ms, 11, 'order', d.order_id, 'placed', 'paid', 1, 'paid'),
    (d.cancelled_ms, 10, 'trade', d.trade_id, 'placed', 'cancelled', 2, 'not paid in time'), (d.cancelled_ms, 11, 'order', d.order_id, 'placed', 'cancelled', 2, 'not paid in time'),
    (d.completed_ms, 10, 'order', d.order_id, 'paid', 'completed', 2, 'claim window over'),
    (case when d.fate = 'whole' then d.refund_ms end, 10, 'order', d.order_id, 'paid', 'cancelled', d.buyer_id, 'refunded whole')
) m (ms, seq, machine, object_id, from_state, to_state, actor_id, reason)
where m.ms is not null;
insert into plan (target, source) values ('order_line', ''), ('sale_order', ''), ('reservation', ''), ('trade', ''), ('state_log', 'trade_move');
