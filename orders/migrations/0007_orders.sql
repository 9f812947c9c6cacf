-- Trades, orders and their lines, the boxes set aside for them.

-- One payment for many orders. county_code is that of its first order.
create table trade (
    id           bigint primary key,
    county_code  text not null,
    buyer_id     bigint not null,
    state        text not null default 'placed' check (state in ('placed', 'paid', 'cancelled')),
    total_fen    bigint not null check (total_fen > 0),
    placed_at    timestamptz not null default now(),
    expires_at   timestamptz not null,
    paid_at      timestamptz,
    cancelled_at timestamptz,
    cancel_reason text not null default ''
);
create index trade_buyer on trade (buyer_id, id);
create index trade_expiry on trade (expires_at) where state = 'placed';
create index trade_unpaid on trade (buyer_id) where state = 'placed';
grant select, insert, update on trade to mall_app;

-- No foreign keys on the three tables below: the same transaction makes parent and child; `mall audit` checks the links.
create table sale_order (
    id           bigint primary key,
    county_code  text not null,
    trade_id     bigint not null,
    buyer_id     bigint not null,
    producer_id  bigint not null,
    station_id   bigint not null,
    state        text not null default 'placed' check (state in ('placed', 'paid', 'completed', 'cancelled')),
    goods_fen    bigint not null check (goods_fen > 0),
    freight_fen  bigint not null check (freight_fen >= 0),
    freight_refunded_fen bigint not null default 0,
    region_code  text not null,
    address_sealed bytea not null,           -- name, phone, address as sealed JSON
    placed_at    timestamptz not null default now(),
    paid_at      timestamptz,
    completed_at timestamptz,
    constraint sale_order_freight_refund check (freight_refunded_fen between 0 and freight_fen)
);
create index sale_order_trade on sale_order (trade_id);
-- Of what was sold only: placing, the hottest write, does not touch it. A buyer's orders are found by trade_buyer.
create index sale_order_producer on sale_order (producer_id, id) where paid_at is not null;
create index sale_order_station on sale_order (station_id, id) where state = 'paid';
create index sale_order_open on sale_order (id) where state = 'paid';
grant select, insert, update on sale_order to mall_app;

create table order_line (
    id           bigint primary key,
    county_code  text not null,
    order_id     bigint not null,
    line_no      int not null,
    sku_id       bigint not null,
    listing_id   bigint not null,
    version_id   bigint not null,
    plan_id      bigint not null,
    title        text not null,              -- as bought: later versions never change an order
    spec         text not null,
    net_weight_g bigint not null,
    quantity     bigint not null check (quantity > 0),
    price_fen    bigint not null check (price_fen > 0),
    paid_fen     bigint not null check (paid_fen >= 0),
    refunded_quantity bigint not null default 0,
    refunded_fen bigint not null default 0,
    constraint order_line_refund check (refunded_quantity between 0 and quantity and refunded_fen between 0 and paid_fen)
);
create index order_line_order on order_line (order_id);
grant select, insert, update on order_line to mall_app;

-- Which lot a line's boxes come from. held = quantity - released - sold.
create table reservation (
    line_id     bigint not null,
    lot_id      bigint not null,
    sku_id      bigint not null,
    county_code text not null,
    quantity    bigint not null check (quantity > 0),
    released    bigint not null default 0,
    sold        bigint not null default 0,
    primary key (line_id, lot_id),
    constraint reservation_balances check (released >= 0 and sold >= 0 and released + sold <= quantity)
);
create index reservation_lot on reservation (lot_id);
grant select, insert, update on reservation to mall_app;

-- What a refund of an order gives back; its way at the provider is the refund's.
create table order_refund (
    refund_id        bigint primary key references refund,
    county_code      text not null,
    order_id         bigint not null,
    station_id       bigint not null,        -- the order's
    goods_fen        bigint not null check (goods_fen >= 0),
    freight_fen      bigint not null check (freight_fen >= 0),
    after_completion boolean not null
);
create index order_refund_order on order_refund (order_id);
create index order_refund_station on order_refund (station_id, refund_id);
grant select, insert on order_refund to mall_app;

create table refund_line (
    refund_id bigint not null references order_refund,
    county_code text not null,
    line_id   bigint not null,
    quantity  bigint not null check (quantity > 0),
    goods_fen bigint not null check (goods_fen >= 0),
    primary key (refund_id, line_id)
);
grant select, insert on refund_line to mall_app;
