-- The ground floor: jobs, requests that were answered, moves of state. Conventions of all migrations: ids are bigint made by the program (time-ordered, base/id.h);
-- money is bigint fen, mass bigint grams; states are text with a check; a move of state is `update ... where id and state` with a row in state_log. What a later engine
-- would spread carries the key to spread by: county_code, here shard_key, as this floor knows no counties. Foreign keys stand where the parent is not made or locked
-- by the same statement and lies on a floor that this one may know; where they are left out the comment says so and the audit checks the link. After each table
-- stands what the application's role may do with it; nothing is granted by itself. Journal, reversals, moves of state and access trail are append-only for it:
-- nobody who holds the application's password can rewrite history.

grant usage on schema public to mall_app;

create table job (
    id          bigint primary key,
    kind        text not null,
    key         text,
    payload     jsonb not null,
    shard_key   text not null default '',
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
grant select, insert, update, delete on job to mall_app;

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
grant select, insert, delete on import_run to mall_app;

create table import_fault (
    run_id      bigint not null references import_run (id) on delete cascade,
    place       int not null,
    file        text not null,
    row_no      bigint not null,
    column_name text not null,
    message     text not null,
    primary key (run_id, place)
);
grant select, insert on import_fault to mall_app;

create table idempotency_key (
    account_id bigint not null,
    route      text not null,
    key        text not null,
    body_hash  bytea not null,
    result_id  bigint not null,
    created_at timestamptz not null default now(),
    constraint idempotency_key_pk primary key (account_id, route, key)
);
grant select, insert, update, delete on idempotency_key to mall_app;

-- One row for every move of every state machine: who, when, why. Append-only.
create table state_log (
    id          bigint primary key,
    shard_key   text not null,
    machine     text not null,
    object_id   bigint not null,
    from_state  text not null,
    to_state    text not null,
    actor_id    bigint not null, -- account; 0 = the system (timed), 1 = the payment provider, 2 = the carrier
    reason      text not null default '',
    at          timestamptz not null default now()
);
create index state_log_object on state_log (object_id, id);
grant select, insert on state_log to mall_app;

-- Where each object's moves ended: the state that was entered once more than left. An object whose moves lead back to where it began has no row.
-- (Ids do not tell the order: two processes may move an object within one millisecond.)
create view state_log_end as
select shard_key, machine, object_id, state
from (
    select shard_key, machine, object_id, from_state as state, 1 as n from state_log
    union all
    select shard_key, machine, object_id, to_state, -1 from state_log
) visit
group by shard_key, machine, object_id, state
having sum(n) < 0;
grant select on state_log_end to mall_app;
