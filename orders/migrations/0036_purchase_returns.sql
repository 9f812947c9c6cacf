-- A refund that the provider closed is asked for again, so it is not the end; and a purchase tells of money that was paid though it was not owed (any more).

create or replace view purchase as
select t.id as purchase_id, t.id as trade_id, null::bigint as order_id, t.buyer_id, t.county_code, null::bigint as producer_id, null::bigint as station_id,
    case t.state when 'placed' then 'unpaid' else 'cancelled' end as phase, t.total_fen, t.total_fen - f.freight_fen as goods_fen, f.freight_fen,
    t.placed_at, t.expires_at, t.paid_at, null::timestamptz as shipped_at, null::timestamptz as signed_at, null::timestamptz as completed_at,
    t.cancelled_at as closed_at, 0::bigint as parcels, 0::bigint as parcels_packed, 0::bigint as to_pack, 0::bigint as refunds, 0::bigint as refunds_open,
    0::bigint as refunded_fen, w.returns, w.returns_open, w.returns_fen
from trade t
cross join lateral (select coalesce(sum(o.freight_fen), 0)::bigint as freight_fen from sale_order o where o.trade_id = t.id) f
cross join lateral (select count(*) as returns, count(*) filter (where u.state <> 'succeeded') as returns_open, coalesce(sum(u.total_fen), 0)::bigint as returns_fen
                    from refund u
                    where u.subject_id = t.id and u.subject_kind = 'trade' and u.kind <> 'decided' and u.county_code = t.county_code) w
where t.state <> 'paid'
union all
select o.id, o.trade_id, o.id, o.buyer_id, o.county_code, o.producer_id, o.station_id,
    case when o.state = 'cancelled' then 'cancelled' when o.state = 'completed' then 'done' when p.parcels > p.packed then 'to_receive' else 'to_ship' end,
    o.goods_fen + o.freight_fen, o.goods_fen, o.freight_fen, o.placed_at, null, o.paid_at, p.shipped_at,
    case when p.parcels > 0 and p.parcels = p.signed then p.signed_at end, o.completed_at, case when o.state = 'cancelled' then r.last_at end,
    p.parcels, p.packed, b.to_pack, r.refunds, r.refunds_open, r.refunded_fen, w.returns, w.returns_open, w.returns_fen
from sale_order o
cross join lateral (select count(*) as parcels, count(*) filter (where x.state = 'packed') as packed, count(*) filter (where x.state = 'signed') as signed,
                        min(x.handed_over_at) as shipped_at, max(x.signed_at) as signed_at
                    from parcel x
                    where x.order_id = o.id and x.county_code = o.county_code and x.state <> 'unpacked') p
cross join lateral (select coalesce(sum(v.quantity - v.released - v.sold), 0)::bigint as to_pack
                    from order_line l
                    join reservation v on v.line_id = l.id and v.county_code = l.county_code
                    where l.order_id = o.id and l.county_code = o.county_code) b
cross join lateral (select count(*) as refunds, count(*) filter (where m.state <> 'succeeded') as refunds_open,
                        coalesce(sum(m.total_fen), 0)::bigint as refunded_fen, max(m.created_at) as last_at
                    from order_refund f
                    join refund m on m.id = f.refund_id and m.county_code = f.county_code
                    where f.order_id = o.id and f.county_code = o.county_code) r
cross join lateral (select count(*) as returns, count(*) filter (where u.state <> 'succeeded') as returns_open, coalesce(sum(u.total_fen), 0)::bigint as returns_fen
                    from refund u
                    where u.subject_id = o.trade_id and u.subject_kind = 'trade' and u.kind <> 'decided') w
where o.paid_at is not null;
