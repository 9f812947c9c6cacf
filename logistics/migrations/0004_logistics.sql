-- Freight, parcels and what carriers report.

create table freight_row (
    county_code   text not null,
    region_prefix text not null,             -- longest prefix of the destination wins; '' = default
    first_g       bigint not null check (first_g > 0),
    first_fen     bigint not null check (first_fen >= 0),
    step_g        bigint not null check (step_g > 0),
    step_fen      bigint not null check (step_fen >= 0),
    deliverable   boolean not null,
    primary key (county_code, region_prefix)
);
grant select, insert, update, delete on freight_row to mall_app;

create table parcel (
    id           bigint primary key,
    county_code  text not null,
    order_id     bigint not null,
    station_id   bigint not null references organisation,
    state        text not null default 'packed' check (state in ('packed', 'handed_over', 'in_transit', 'out_for_delivery', 'signed', 'returned', 'lost')),
    weight_g     bigint not null check (weight_g > 0),
    carrier      text not null default '',
    waybill_no   text,
    packed_by    bigint not null,
    packed_at    timestamptz not null default now(),
    handed_over_at timestamptz,
    signed_at    timestamptz,
    constraint parcel_waybill_unique unique (carrier, waybill_no)
);
create index parcel_order on parcel (order_id);
create index parcel_station on parcel (station_id, id);
grant select, insert, update on parcel to mall_app;

-- Lines, lots and SKUs lie on floors above: no foreign keys, the audit checks the links. Of the lot stands here what its label on the box says.
create table parcel_item (
    parcel_id bigint not null references parcel,
    county_code text not null,
    line_id   bigint not null,
    lot_id    bigint not null,
    sku_id    bigint not null,
    quantity  bigint not null check (quantity > 0),
    trace_code   text not null,
    village_code text not null,
    harvested_on date not null,
    primary key (parcel_id, line_id, lot_id)
);
create index parcel_item_line on parcel_item (line_id);
create index parcel_item_lot on parcel_item (lot_id);
grant select, insert on parcel_item to mall_app;

create table tracking_event (
    parcel_id   bigint not null references parcel,
    county_code text not null,
    event_hash  bytea not null,              -- SHA-256 of time, state and text: a push repeats the full list
    state       text not null check (state in ('picked_up', 'in_transit', 'out_for_delivery', 'signed', 'returned', 'lost', 'trouble', 'returning', 'refused')),
    happened_at timestamptz not null,
    text        text not null,
    received_at timestamptz not null default now(),
    primary key (parcel_id, event_hash)
);
grant select, insert on tracking_event to mall_app;
