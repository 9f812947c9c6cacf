-- A piece of the history as the steps behind it read it: `deal`, an order with the numbers and moments of all that happens to it, and `deal_line`, its lines.
-- Moments are milliseconds; null: it did not happen, or not yet. Those of one kind of event share their remainder by 64, so that no two events of two orders
-- make the same number (begin.sql). The session's own.
create temporary table deal (
    n bigint not null, fate text not null, county_code text not null, buyer_id bigint not null, producer_id bigint not null, station_id bigint not null,
    trade_id bigint not null, order_id bigint not null, attempt_id bigint, parcel_id bigint, refund_id bigint,
    placed_ms bigint not null, opened_ms bigint, paid_ms bigint, cancelled_ms bigint, packed_ms bigint, handed_ms bigint, transit_ms bigint, signed_ms bigint,
    completed_ms bigint, refund_ms bigint, accepted_ms bigint, returned_ms bigint,
    goods_fen bigint not null, freight_fen bigint not null, boxes bigint not null
);
create temporary table deal_line (
    line_id bigint not null, line_no int not null, n bigint not null, order_id bigint not null, county_code text not null, sku_id bigint not null, listing_id bigint not null,
    version_id bigint not null, plan_id bigint not null, lot_id bigint not null, title text not null, spec text not null, net_weight_g bigint not null,
    quantity bigint not null, price_fen bigint not null, back bigint not null, packed bigint not null, trace_code text not null, village_code text not null,
    harvested_on date not null
);
-- However few rows a plan takes them for, of which each is said to be one of hundreds of counties: an order is found by its number.
create unique index on deal (n);

-- What is written of a piece, in this order: a table and the view that it is written from ('' = new_<table>).
create temporary table plan (place int generated always as identity, target regclass not null, source text not null default '');

create function pg_temp.take_piece(first bigint, last bigint) returns void language plpgsql as $$
begin
    truncate deal, deal_line, share;
    insert into deal
    select w.n, w.fate, w.county_code, w.buyer_id, k.producer_id, k.station_id, id(w.placed_ms, w.n, 0), id(w.placed_ms, w.n, 1),
           id(m.opened_ms, w.n, 0), id(case when e.packed_ms <= a.end_ms then e.packed_ms end, w.n, 0), id(case when r.refund_ms <= a.end_ms then r.refund_ms end, w.n, 0),
           w.placed_ms, m.opened_ms, m.paid_ms, m.cancelled_ms,
           case when e.packed_ms <= a.end_ms then e.packed_ms end, case when e.handed_ms <= a.end_ms then e.handed_ms end,
           case when e.transit_ms <= a.end_ms then e.transit_ms end, case when e.signed_ms <= a.end_ms then e.signed_ms end,
           case when e.completed_ms <= a.end_ms then e.completed_ms end, r.refund_ms, r.refund_ms + 64000 + 1, r.refund_ms + 640000 + 2,
           k.price_fen * w.quantity + coalesce(o.price_fen, 0), 600 + 100 * (w.n % 8), w.quantity + case when o.sku_id is null then 0 else 1 end
    from asked a
    join wish w on w.n between first and last
    join ware k on k.sku_id = w.sku_id
    left join ware o on o.sku_id = w.other_sku_id
    cross join lateral (select case when w.fate = 'unpaid' then null else w.placed_ms + 32000 + 1 end as opened_ms,
                               case when w.fate in ('unpaid', 'late') then null else w.placed_ms + (128000 + (luck(w.n, 11) * 400000)::bigint) / 64 * 64 + 2 end as paid_ms,
                               case when w.fate in ('unpaid', 'late') then w.placed_ms + 1920000 + 3 end as cancelled_ms) m
    cross join lateral (select case when w.fate in ('plain', 'part', 'after') then packed_ms(w.placed_ms, w.n) end as at) p
    cross join lateral (select p.at as packed_ms, p.at + 10800000 / 64 * 64 + 1 as handed_ms, p.at + 54000000 / 64 * 64 + 2 as transit_ms, p.at + 260000000 / 64 * 64 + 3 as signed_ms,
                               p.at + 433000000 / 64 * 64 + 4 as completed_ms) e
    cross join lateral (select case w.fate when 'whole' then w.placed_ms + 7200000 / 64 * 64 + 10 when 'part' then w.placed_ms + 10800000 / 64 * 64 + 10
                                           when 'after' then e.completed_ms + 7200000 / 64 * 64 + 6 when 'late' then m.cancelled_ms + 3200000 / 64 * 64 + 7 end as refund_ms) r;
    insert into deal_line
    select id(w.placed_ms, w.n, 1 + l.line_no), l.line_no, w.n, d.order_id, w.county_code, k.sku_id, k.listing_id, k.version_id, k.plan_id, h.lot_id, k.title, k.spec, k.net_weight_g,
           l.quantity, k.price_fen, case w.fate when 'whole' then l.quantity when 'part' then l.part when 'after' then l.part else 0 end,
           case when d.packed_ms is null then 0 when w.fate = 'part' then l.quantity - l.part else l.quantity end, h.trace_code, h.village_code, h.harvested_on
    from deal d
    join wish w on w.n = d.n
    cross join lateral (values (1, w.sku_id, w.quantity, 1), (2, w.other_sku_id, 1, 0)) l (line_no, sku_id, quantity, part)
    join ware k on k.sku_id = l.sku_id
    join harvest h on h.listing_id = w.listing_id and h.period = w.period;
    analyze deal;
    analyze deal_line;
    perform pg_temp.take_shares();
    analyze share;
end
$$;
