-- Listings with their versions, plans, SKUs and lots; stock.

create table listing (
    id          bigint primary key,
    county_code text not null,
    producer_id bigint not null references organisation,
    station_id  bigint not null references organisation,
    current_version_id bigint,               -- the version on sale, null when none is
    created_by  bigint not null,
    created_at  timestamptz not null default now()
);
create index listing_producer on listing (producer_id, id);
create index listing_county on listing (county_code, id);
grant select, insert, update on listing to mall_app;

create table benefit_plan (
    id          bigint primary key,
    county_code text not null,
    listing_id  bigint not null references listing,
    version_no  int not null,
    created_by  bigint not null,
    created_at  timestamptz not null default now(),
    constraint benefit_plan_version_unique unique (listing_id, version_no)
);
grant select, insert on benefit_plan to mall_app;

-- Pools, shares and prices of drafts may change before they are submitted; the program deletes only rows of drafts.
create table benefit_pool (
    plan_id bigint not null references benefit_plan,
    county_code text not null,
    pool_no int not null check (pool_no between 1 and 8),
    kind    text not null check (kind in ('purchase', 'wage', 'land_rent', 'dividend', 'trusteeship', 'patronage')),
    rule    text not null check (rule in ('rate_bp', 'fen_per_unit', 'fen_per_kg')),
    rate    bigint not null check (rate between 1 and 100000000),
    primary key (plan_id, pool_no)
);
grant select, insert, delete on benefit_pool to mall_app;

create table benefit_share (
    plan_id      bigint not null,
    county_code  text not null,
    pool_no      int not null,
    household_id bigint not null references household,
    weight       bigint not null check (weight between 1 and 1000000000000),
    primary key (plan_id, pool_no, household_id),
    foreign key (plan_id, pool_no) references benefit_pool
);
create index benefit_share_household on benefit_share (household_id);
grant select, insert, delete on benefit_share to mall_app;

create table listing_version (
    id           bigint primary key,
    county_code  text not null,
    listing_id   bigint not null references listing,
    version_no   int not null,
    plan_id      bigint references benefit_plan,
    state        text not null default 'draft' check (state in ('draft', 'submitted', 'township_checked', 'county_approved', 'publicised', 'on_sale', 'off_sale', 'rejected', 'expired')),
    title        text not null,
    category     text not null,
    produce      text not null,
    story        text not null default '',
    village_code text not null,
    size_low_mm  int,
    size_high_mm int,
    season_from  text not null default '',
    season_to    text not null default '',
    shelf_life_days int,
    storage      text not null default '',
    no_reason_return boolean not null,
    picture      text not null default 'generic',
    price_from_fen bigint not null check (price_from_fen between 1 and 100000000), -- the lowest of its SKUs' prices
    search_grams text[] not null default '{}',
    created_by   bigint not null,
    created_at   timestamptz not null default now(),
    submitted_at timestamptz,
    decided_at   timestamptz,
    constraint listing_version_no_unique unique (listing_id, version_no),
    constraint listing_version_size check (size_low_mm is null or size_low_mm < size_high_mm)
);
create unique index listing_version_one_on_sale on listing_version (listing_id) where state = 'on_sale';
create index listing_version_queue on listing_version (county_code, id) where state in ('submitted', 'township_checked', 'county_approved', 'publicised');
create index listing_version_search on listing_version using gin (search_grams) where state = 'on_sale';
create index listing_version_on_sale on listing_version (id) where state = 'on_sale';
create index listing_version_price on listing_version (price_from_fen, id) where state = 'on_sale';
create index listing_version_category on listing_version (category, id) where state = 'on_sale';
create index listing_version_category_price on listing_version (category, price_from_fen, id) where state = 'on_sale';
create index listing_version_county on listing_version (county_code, id) where state = 'on_sale';
grant select, insert, update on listing_version to mall_app;

-- A version on sale as lists show it to everybody.
create view product_card as
select v.id as version_id, v.county_code, v.listing_id, v.title, v.category, v.produce, v.village_code, c.name as county_name, g.name as village_name,
    v.picture, o.name as producer_name, v.price_from_fen, v.no_reason_return, v.search_grams
from listing_version v
join listing l on l.id = v.listing_id and l.county_code = v.county_code
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
left join region c on c.code = v.county_code and c.level = 3
left join region g on g.code = v.village_code and g.level = 5
where v.state = 'on_sale';
grant select on product_card to mall_app;

-- A SKU lives across versions; its weight never changes once made. Its price belongs to a version.
create table sku (
    id             bigint primary key,
    county_code    text not null,
    listing_id     bigint not null references listing,
    spec           text not null,
    net_weight_g   bigint not null check (net_weight_g between 1 and 1000000),
    gross_weight_g bigint not null check (gross_weight_g between 1 and 1000000),
    created_at     timestamptz not null default now(),
    constraint sku_weight check (gross_weight_g >= net_weight_g),
    constraint sku_spec_unique unique (listing_id, spec)
);
grant select, insert, update on sku to mall_app;

create table version_sku (
    version_id bigint not null references listing_version,
    county_code text not null,
    sku_id     bigint not null references sku,
    price_fen  bigint not null check (price_fen between 1 and 100000000),
    primary key (version_id, sku_id)
);
grant select, insert, delete on version_sku to mall_app;

create table lot (
    id           bigint primary key,
    county_code  text not null,
    listing_id   bigint not null references listing,
    producer_id  bigint not null references organisation,
    trace_code   text not null constraint lot_trace_code_unique unique,
    village_code text not null,
    harvested_on date not null,
    weight_g     bigint not null check (weight_g > 0),
    lost_g       bigint not null default 0 check (lost_g >= 0),
    state        text not null default 'open' check (state in ('open', 'held', 'closed')),
    created_by   bigint not null,
    created_at   timestamptz not null default now(),
    constraint lot_loss check (lost_g <= weight_g)
);
create index lot_listing on lot (listing_id, id);
grant select, insert, update on lot to mall_app;

-- Whose fruit is in the lot.
create table lot_supply (
    lot_id       bigint not null references lot,
    county_code  text not null,
    household_id bigint not null references household,
    weight_g     bigint not null check (weight_g > 0),
    primary key (lot_id, household_id)
);
grant select, insert on lot_supply to mall_app;

-- Loose goods of a lot that were lost; lot.lost_g is their sum. Append-only.
create table lot_loss (
    id          bigint primary key,
    county_code text not null,
    lot_id      bigint not null references lot,
    weight_g    bigint not null check (weight_g > 0),
    reason      text not null,
    actor_id    bigint not null,
    at          timestamptz not null default now()
);
create index lot_loss_lot on lot_loss (lot_id);
grant select, insert on lot_loss to mall_app;

-- Boxes by SKU and lot. A stored sum of stock_movement and reservation, rebuilt and compared by `mall audit`.
create table stock (
    sku_id      bigint not null references sku,
    lot_id      bigint not null references lot,
    county_code text not null,
    received    bigint not null default 0,
    available   bigint not null default 0,
    reserved    bigint not null default 0,
    sold        bigint not null default 0,
    written_off bigint not null default 0,
    primary key (sku_id, lot_id),
    constraint stock_not_negative check (available >= 0 and reserved >= 0 and sold >= 0 and written_off >= 0),
    constraint stock_balances check (received = available + reserved + sold + written_off)
) with (fillfactor = 50);
grant select, insert, update on stock to mall_app;

-- A listing with its newest version, as lists show it to its producer and the desks.
create view listing_item as
select l.id as listing_id, l.producer_id, o.name as producer_name, l.county_code, l.current_version_id, v.id as version_id, v.version_no, v.state, v.title,
    v.category, v.produce, v.picture, v.village_code, v.created_at,
    (select coalesce(sum(s.available), 0)::bigint
     from stock s
     join sku k on k.id = s.sku_id and k.county_code = s.county_code
     where k.listing_id = l.id and k.county_code = l.county_code) as available
from listing l
join organisation o on o.id = l.producer_id and o.county_code = l.county_code
cross join lateral (select x.id, x.version_no, x.state, x.title, x.category, x.produce, x.picture, x.village_code, x.created_at
                    from listing_version x
                    where x.listing_id = l.id and x.county_code = l.county_code
                    order by x.version_no desc
                    limit 1) v;
grant select on listing_item to mall_app;

create table stock_movement (
    id          bigint primary key,
    county_code text not null,
    sku_id      bigint not null,
    lot_id      bigint not null,
    kind        text not null check (kind in ('receive', 'write_off')),
    quantity    bigint not null check (quantity > 0),
    actor_id    bigint not null,
    reason      text not null default '',
    at          timestamptz not null default now(),
    foreign key (sku_id, lot_id) references stock
);
create index stock_movement_stock on stock_movement (sku_id, lot_id);
grant select, insert on stock_movement to mall_app;
