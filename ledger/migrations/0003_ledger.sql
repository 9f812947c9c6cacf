-- The journal, what households are owed of it, its closed days.

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
grant select, insert on transfer to mall_app;

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
    state        text not null check (state in ('accrued', 'matured', 'payable', 'paid', 'confirmed', 'withheld', 'reversed')),
    withhold_reason text not null default '',
    accrued_at   timestamptz not null,
    matured_at   timestamptz,
    constraint attribution_once unique (line_id, pool_no, household_id)
);
create index attribution_household on attribution (household_id, id);
create index attribution_order on attribution (order_id);
grant select, insert on attribution to mall_app;
grant update (state, withhold_reason, matured_at) on attribution to mall_app;

create table attribution_reversal (
    id             bigint primary key,
    county_code    text not null,
    attribution_id bigint not null references attribution,
    refund_id      bigint not null,
    amount_fen     bigint not null check (amount_fen > 0),
    reversed_at    timestamptz not null,
    constraint attribution_reversal_once unique (attribution_id, refund_id)
);
grant select, insert on attribution_reversal to mall_app;

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
grant select, insert on ledger_day to mall_app;
