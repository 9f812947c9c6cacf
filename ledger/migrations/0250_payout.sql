-- Payouts: what has matured for households is paid to them, a run a county and period, a line a household. A line pays all that has matured for its household and that no other line
-- pays; what comes back, or was not paid this time, is in the next one again.

create table payout_run (
    id          bigint not null,
    county_code text not null,
    state       text not null default 'preparing',
    note        text not null,                  -- what people know it by
    created_by  bigint not null,                -- 0 = made by itself when its time had come
    created_at  timestamptz not null default now(),
    reached_id  bigint not null default 0,      -- households up to this one are in it
    snapshot_id text not null default '',       -- of the register, as of which its households were compared last
    change_no   bigint not null default 0,
    compared_at timestamptz,
    waits_for   text not null default '',       -- why it does not go on
    prepared_at timestamptz,
    released_by bigint,
    released_at timestamptz,
    ended_at    timestamptz,
    stamp       bytea,
    constraint payout_run_pkey primary key (id),
    constraint payout_run_state check (state in ('preparing', 'prepared', 'releasing', 'released', 'closed', 'dropped')),
    constraint payout_run_waits check (waits_for in ('', 'register', 'verdicts')),
    constraint payout_run_released check ((state in ('releasing', 'released', 'closed')) = (released_by is not null and released_at is not null))
);
create unique index payout_run_open on payout_run (county_code) where state in ('preparing', 'prepared', 'releasing');
create index payout_run_of on payout_run (county_code, id);
create index payout_run_state_of on payout_run (state, id);

create table payout (
    id           bigint not null,
    run_id       bigint not null references payout_run,
    county_code  text not null,
    household_id bigint not null references household,
    amount_fen   bigint not null check (amount_fen > 0),
    payee_sealed bytea,                         -- to whom: account, its holder and bank as they stood then; null = no account is known
    state        text not null,
    reasons      text[] not null,               -- why it is held
    passed       text[] not null default '{}',  -- of these what a person let pass
    passed_by    bigint,
    verdicts     bigint[] not null,             -- of the register on the household's links, as they stood
    snapshot_id  text not null,
    change_no    bigint not null,
    planned_at   timestamptz not null default now(),
    compared_at  timestamptz not null default now(),
    ordered_at   timestamptz,
    paid_on      date,
    bank_no      text not null default '',      -- the bank's number of it
    reason       text not null default '',      -- of its last move, for people
    moved_at     timestamptz not null default now(),
    stamp        bytea,
    constraint payout_pkey primary key (id),
    constraint payout_once unique (run_id, household_id),
    constraint payout_state check (state in ('planned', 'held', 'left', 'ordered', 'paid', 'failed', 'returned', 'confirmed', 'disputed')),
    constraint payout_paid_day check ((paid_on is not null) = (state in ('paid', 'returned', 'confirmed', 'disputed')))
);
create index payout_of_household on payout (household_id, id);
create index payout_of_run on payout (run_id, state, id);
create index payout_paid_of on payout (county_code, household_id) where state in ('paid', 'confirmed', 'disputed');
create index payout_open on payout (county_code, state, id) where state in ('ordered', 'disputed');

-- What a run's lines come to by where they stand, kept with each of their moves.
create table payout_run_sum (
    run_id      bigint not null references payout_run,
    county_code text not null,
    state       text not null,
    households  bigint not null,
    amount_fen  bigint not null,
    constraint payout_run_sum_key primary key (run_id, state)
);
create index payout_run_sum_of on payout_run_sum (county_code, state);
grant select, insert, update on payout_run_sum to mall_app;

create function stamp_bytes(t payout_run) returns bytea language sql stable
    return record_send(row('payout_run'::text, t.id, t.county_code, t.note, t.created_by, t.created_at, t.released_by, t.released_at));
grant execute on function stamp_bytes(payout_run) to mall_app;
create function stamp_bytes(t payout) returns bytea language sql stable
    return record_send(row('payout'::text, t.id, t.run_id, t.county_code, t.household_id, t.amount_fen, t.passed, t.passed_by, t.planned_at, t.ordered_at, t.paid_on, t.bank_no));
grant execute on function stamp_bytes(payout) to mall_app;
grant select, insert on payout_run, payout to mall_app;
grant update (state, reached_id, snapshot_id, change_no, compared_at, waits_for, prepared_at, released_by, released_at, ended_at, stamp) on payout_run to mall_app;
grant update (state, payee_sealed, reasons, passed, passed_by, verdicts, snapshot_id, change_no, compared_at, ordered_at, paid_on, bank_no, reason, moved_at, stamp) on payout to mall_app;

-- Its transfers are found by their cause.
create index transfer_payout on transfer (cause_id) where kind in ('payout_order', 'payout_paid', 'payout_failed', 'payout_returned');
