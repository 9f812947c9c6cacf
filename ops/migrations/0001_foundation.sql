-- The mall's first schema. Conventions: ids are bigint made by the program (time-ordered, base/id.h); money is bigint fen, mass bigint grams;
-- every transactional table carries county_code, so that a later engine can spread rows by county; states are text with a check; a move
-- of state is `update ... where id and state` with a row in state_log. Foreign keys stand where the parent is not created or locked
-- by the same statement; where they are left out for speed the comment says so and `mall audit` checks the link.

-- ---------------------------------------------------------------- base

create table job (
    id          bigint primary key,
    kind        text not null,
    key         text,
    payload     jsonb not null,
    county_code text not null default '',
    state       text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
    run_at      timestamptz not null default now(),
    lease_until timestamptz,
    attempts    int not null default 0,
    last_error  text,
    created_at  timestamptz not null default now(),
    finished_at timestamptz
);
create index job_due on job (run_at) where state in ('queued', 'running');
create unique index job_unfinished_key on job (kind, key) where state in ('queued', 'running') and key is not null;

-- How each import ended, and what was wrong in its files: file, row and column, never a value.
create table import_run (
    id          bigint primary key,
    name        text not null,
    state       text not null check (state in ('imported', 'faulty')),
    row_count   bigint not null check (row_count >= 0),
    fault_count bigint not null check (fault_count >= 0),
    began_at    timestamptz not null,
    ended_at    timestamptz not null default now(),
    check ((state = 'faulty') = (fault_count > 0))
);

create table import_fault (
    run_id      bigint not null references import_run (id) on delete cascade,
    place       int not null,
    file        text not null,
    row_no      bigint not null,
    column_name text not null,
    message     text not null,
    primary key (run_id, place)
);

create table idempotency_key (
    account_id bigint not null,
    route      text not null,
    key        text not null,
    body_hash  bytea not null,
    result_id  bigint not null,
    created_at timestamptz not null default now(),
    constraint idempotency_key_pk primary key (account_id, route, key)
);

-- One row for every move of every state machine: who, when, why. Append-only.
create table state_log (
    id          bigint primary key,
    county_code text not null,
    machine     text not null,   -- 'listing', 'trade', 'order', 'payment', 'parcel', 'refund', 'attribution', 'household', 'organisation'
    object_id   bigint not null,
    from_state  text not null,
    to_state    text not null,
    actor_id    bigint not null, -- account; 0 = the system (timed), 1 = the payment provider, 2 = the carrier
    reason      text not null default '',
    at          timestamptz not null default now()
);
create index state_log_object on state_log (object_id, id);

-- Where each object's moves ended: the state that was entered once more than left. An object whose moves lead back to where it began has no row.
-- (Ids do not tell the order: two processes may move an object within one millisecond.)
create view state_log_end as
select machine, object_id, state
from (
    select machine, object_id, from_state as state, 1 as n from state_log
    union all
    select machine, object_id, to_state, -1 from state_log
) visit
group by machine, object_id, state
having sum(n) < 0;

-- ---------------------------------------------------------------- registry

create table region (
    code       text not null,
    level      smallint not null check (level between 1 and 5),
    parent_code text not null,
    name       text not null,
    pickable   boolean not null,
    valid_from date not null default '2000-01-01',
    valid_to   date,
    successor_code text,
    primary key (code, level)
);
create index region_parent on region (parent_code, level);

create table organisation (
    id           bigint primary key,
    code         text not null constraint organisation_code_unique unique,
    kind         text not null check (kind in ('cooperative', 'enterprise', 'station')),
    name         text not null,
    uscc         text not null constraint organisation_uscc_unique unique,
    county_code  text not null,
    township_code text not null default '',
    village_code text not null default '',
    contact_sealed bytea,
    state        text not null default 'active' check (state in ('applied', 'active', 'suspended', 'removed')),
    created_at   timestamptz not null default now()
);
create index organisation_county on organisation (county_code, kind);

create table account (
    id           bigint primary key,
    phone_hash   bytea not null constraint account_phone_unique unique,
    phone_sealed bytea not null,
    display_name text not null default '',
    state        text not null default 'active' check (state in ('active', 'locked', 'erased')),
    created_at   timestamptz not null default now()
);

create table role_grant (
    id         bigint primary key,
    account_id bigint not null references account,
    role       text not null check (role in ('producer', 'station_officer', 'village_officer', 'county_auditor', 'operator', 'household')),
    region_code text not null default '',   -- subtree: every code that begins with it; '' = everywhere
    org_id     bigint references organisation,
    household_id bigint,                    -- role household: its own statement
    valid_from timestamptz not null default now(),
    valid_to   timestamptz,
    granted_by bigint not null,
    constraint role_grant_once unique nulls not distinct (account_id, role, region_code, org_id, household_id)
);

create table login_code (
    phone_hash bytea primary key,
    code_hash  bytea not null,
    expires_at timestamptz not null,
    tries      int not null default 0,
    sent_at    timestamptz not null,
    day        date not null,
    sent_today int not null
);

create table session (
    token_hash bytea primary key,
    account_id bigint not null references account,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index session_account on session (account_id);

-- Messages to people (SMS now); what an adapter would send. Texts hold codes, so they are sealed.
create table message (
    id           bigint primary key,
    channel      text not null check (channel in ('sms')),
    phone_hash   bytea not null,
    phone_sealed bytea not null,
    text_sealed  bytea not null,
    state        text not null default 'queued' check (state in ('queued', 'sent', 'failed')),
    created_at   timestamptz not null default now(),
    sent_at      timestamptz
);
create index message_phone on message (phone_hash, id);

create table household (
    id            bigint primary key,
    household_no  text not null constraint household_no_unique unique,
    county_code   text not null,
    village_code  text not null,
    pseudonym     text not null,             -- what buyers and the public see: 'surname + number in village'; never the full name
    identified_on date not null,
    attribute     text not null,
    family_type   text not null,
    main_cause    text not null,
    state         text not null check (state in ('confirmed', 'suspended', 'removed')),
    smartphone    boolean not null,
    proxy         boolean not null,
    phone_sealed  bytea,
    phone_hash    bytea,
    bank_sealed   bytea,
    bank_hash     bytea,
    created_at    timestamptz not null default now()
);
create index household_village on household (village_code, id);

create table household_member (
    id           bigint primary key,
    household_id bigint not null references household,
    member_no    int not null,
    name_sealed  bytea not null,
    id_number_sealed bytea not null,
    id_number_hash   bytea not null constraint household_member_id_unique unique,
    sex          text not null,
    relation     text not null,
    labour       text not null,
    constraint household_member_no_unique unique (household_id, member_no)
);

-- Every reading of an unmasked personal field. Append-only.
create table access_trail (
    id         bigint primary key,
    account_id bigint not null,
    purpose    text not null,
    subject    text not null,
    subject_id bigint not null,
    fields     text not null,
    at         timestamptz not null default now()
);
create index access_trail_subject on access_trail (subject_id, id);

-- ---------------------------------------------------------------- catalog

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

create table benefit_plan (
    id          bigint primary key,
    county_code text not null,
    listing_id  bigint not null references listing,
    version_no  int not null,
    created_by  bigint not null,
    created_at  timestamptz not null default now(),
    constraint benefit_plan_version_unique unique (listing_id, version_no)
);

create table benefit_pool (
    plan_id bigint not null references benefit_plan,
    pool_no int not null check (pool_no between 1 and 8),
    kind    text not null check (kind in ('purchase', 'wage', 'land_rent', 'dividend', 'trusteeship', 'patronage')),
    rule    text not null check (rule in ('rate_bp', 'fen_per_unit', 'fen_per_kg')),
    rate    bigint not null check (rate between 1 and 100000000),
    primary key (plan_id, pool_no)
);

create table benefit_share (
    plan_id      bigint not null,
    pool_no      int not null,
    household_id bigint not null references household,
    weight       bigint not null check (weight between 1 and 1000000000000),
    primary key (plan_id, pool_no, household_id),
    foreign key (plan_id, pool_no) references benefit_pool
);
create index benefit_share_household on benefit_share (household_id);

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
create index listing_version_category on listing_version (category, id) where state = 'on_sale';

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

create table version_sku (
    version_id bigint not null references listing_version,
    sku_id     bigint not null references sku,
    price_fen  bigint not null check (price_fen between 1 and 100000000),
    primary key (version_id, sku_id)
);

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

-- Whose fruit is in the lot.
create table lot_supply (
    lot_id       bigint not null references lot,
    household_id bigint not null references household,
    weight_g     bigint not null check (weight_g > 0),
    primary key (lot_id, household_id)
);

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

-- ---------------------------------------------------------------- logistics

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

create table parcel_item (
    parcel_id bigint not null references parcel,
    line_id   bigint not null,
    lot_id    bigint not null references lot,
    sku_id    bigint not null references sku,
    quantity  bigint not null check (quantity > 0),
    primary key (parcel_id, line_id, lot_id)
);
create index parcel_item_line on parcel_item (line_id);
create index parcel_item_lot on parcel_item (lot_id);

create table tracking_event (
    parcel_id   bigint not null references parcel,
    event_hash  bytea not null,              -- SHA-256 of time, state and text: a push repeats the full list
    state       text not null,
    happened_at timestamptz not null,
    text        text not null,
    received_at timestamptz not null default now(),
    primary key (parcel_id, event_hash)
);

-- ---------------------------------------------------------------- orders

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
create index sale_order_station on sale_order (station_id, id) where state = 'paid';
create index sale_order_open on sale_order (id) where state = 'paid';

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

create table payment_attempt (
    id             bigint primary key,
    county_code    text not null,
    subject_kind   text not null,            -- what is paid for: 'trade'
    subject_id     bigint not null,
    provider       text not null,
    number         text not null constraint payment_attempt_number_unique unique,
    amount_fen     bigint not null check (amount_fen > 0),
    state          text not null default 'created' check (state in ('created', 'paid', 'closed', 'failed')),
    code_url       text,
    transaction_id text,
    captured_fen   bigint not null default 0,
    created_at     timestamptz not null default now(),
    expires_at     timestamptz not null,
    paid_at        timestamptz,
    checked_at     timestamptz,
    constraint payment_attempt_transaction_unique unique (provider, transaction_id)
);
create index payment_attempt_subject on payment_attempt (subject_id, subject_kind);
create index payment_attempt_open on payment_attempt (created_at) where state = 'created';

-- Each business fact of the provider at most once; what it led to stays readable.
create table provider_event (
    provider    text not null,
    event_key   text not null,
    attempt_id  bigint,
    amount_fen  bigint not null,
    outcome     text not null check (outcome in ('paid', 'overpaid', 'late', 'mismatch', 'unknown_number', 'refund_succeeded', 'refund_abnormal', 'refund_closed')),
    received_at timestamptz not null default now(),
    constraint provider_event_pk primary key (provider, event_key)
);

create table refund (
    id          bigint primary key,
    county_code text not null,
    subject_kind text not null,
    subject_id  bigint not null,
    attempt_id  bigint not null references payment_attempt,
    number      text not null constraint refund_number_unique unique,
    kind        text not null check (kind in ('decided', 'late', 'overpaid')),
    total_fen   bigint not null check (total_fen > 0),
    escrow_id   bigint not null default 0,   -- 0: money that nobody was owed (late or second payment)
    state       text not null default 'requested' check (state in ('requested', 'processing', 'succeeded', 'abnormal', 'closed')),
    reason      text not null,
    actor_id    bigint not null,
    provider_refund_id text,
    created_at  timestamptz not null default now(),
    done_at     timestamptz
);
create index refund_attempt on refund (attempt_id);
create index refund_subject on refund (subject_id, subject_kind);
create index refund_open on refund (created_at) where state in ('requested', 'processing');

-- What a refund of an order gives back; its way at the provider is the refund's.
create table order_refund (
    refund_id        bigint primary key references refund,
    county_code      text not null,
    order_id         bigint not null,
    goods_fen        bigint not null check (goods_fen >= 0),
    freight_fen      bigint not null check (freight_fen >= 0),
    after_completion boolean not null
);
create index order_refund_order on order_refund (order_id);

create table refund_line (
    refund_id bigint not null references order_refund,
    county_code text not null,
    line_id   bigint not null,
    quantity  bigint not null check (quantity > 0),
    goods_fen bigint not null check (goods_fen >= 0),
    primary key (refund_id, line_id)
);

create table provider_bill (
    provider   text not null,
    day        date not null,
    row_count  int not null,
    fetched_at timestamptz not null default now(),
    primary key (provider, day)
);

create table provider_bill_row (
    provider       text not null,
    day            date not null,
    number         text not null,
    is_refund      boolean not null,
    transaction_id text not null,
    amount_fen     bigint not null,
    primary key (provider, day, number, is_refund),
    foreign key (provider, day) references provider_bill
);

-- ---------------------------------------------------------------- ledger

-- The journal. A row is a transfer between two accounts, so it cannot be unbalanced. An account is (kind, owner): it needs no row of its own.
-- The application's role may insert and select, never update or delete.
create table transfer (
    id           bigint primary key,
    county_code  text not null,
    debit_kind   text not null,
    debit_owner  bigint not null,
    credit_kind  text not null,
    credit_owner bigint not null,
    amount_fen   bigint not null check (amount_fen > 0),
    kind         text not null,
    order_id     bigint not null,            -- 0 when no order is concerned
    cause_id     bigint not null,            -- payment attempt, attribution, refund, order: by kind
    booked_at    timestamptz not null,
    check (debit_kind <> credit_kind or debit_owner <> credit_owner)
);
create index transfer_debit on transfer (debit_owner, debit_kind);
create index transfer_credit on transfer (credit_owner, credit_kind);
create index transfer_order on transfer (order_id) where order_id <> 0;
create index transfer_booked on transfer (booked_at);

-- One household's income from one order line through one pool. The amount never changes; reversals are paired rows.
create table attribution (
    id           bigint primary key,
    county_code  text not null,
    order_id     bigint not null,
    line_id      bigint not null,
    plan_id      bigint not null,
    pool_no      int not null,
    household_id bigint not null references household,
    village_code text not null,
    kind         text not null,
    amount_fen   bigint not null check (amount_fen > 0),
    state        text not null check (state in ('accrued', 'matured', 'payable', 'paid', 'confirmed', 'held', 'reversed')),
    hold_reason  text not null default '',
    accrued_at   timestamptz not null,
    matured_at   timestamptz,
    constraint attribution_once unique (line_id, pool_no, household_id)
);
create index attribution_household on attribution (household_id, id);
create index attribution_order on attribution (order_id);

create table attribution_reversal (
    id             bigint primary key,
    county_code    text not null,
    attribution_id bigint not null references attribution,
    refund_id      bigint not null,
    amount_fen     bigint not null check (amount_fen > 0),
    reversed_at    timestamptz not null,
    constraint attribution_reversal_once unique (attribution_id, refund_id)
);

-- Hash chain over days (Beijing): root = SHA-256 over the canonical lines of the day's transfers, chain = SHA-256(previous chain, day, root).
create table ledger_day (
    day       date primary key,
    transfers bigint not null,
    amount_fen bigint not null,
    root      bytea not null,
    previous  bytea not null,
    chain     bytea not null,
    closed_at timestamptz not null default now()
);
