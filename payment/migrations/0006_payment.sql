-- Attempts to pay, what the provider reported, refunds and bills. What is paid for lies on a floor above: no foreign keys, the audit checks the links.

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
grant select, insert, update on payment_attempt to mall_app;

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
grant select, insert on provider_event to mall_app;

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
grant select, insert, update on refund to mall_app;

create table provider_bill (
    provider   text not null,
    day        date not null,
    row_count  int not null,
    fetched_at timestamptz not null default now(),
    primary key (provider, day)
);
grant select, insert on provider_bill to mall_app;

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
grant select, insert on provider_bill_row to mall_app;
