-- Long work that people ask for - exports, imports, checks - and what the mall says of its own running. Nothing here belongs to one county: it is the account's that
-- asked, or the platform's.

-- Bytes of files, in pieces: what was uploaded (sealed) and what was made.
create table stored_part (
    file_id bigint not null,  -- of the export or the import
    place   int not null,
    bytes   bytea not null,
    primary key (file_id, place)
);
grant select, insert, delete on stored_part to mall_app;

create table export_run (
    id         bigint primary key,
    account_id bigint not null,
    list       text not null,
    format     text not null check (format in ('csv', 'xlsx')),
    filters    jsonb not null,
    file_name  text not null,
    state      text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
    attempts   int not null default 0,
    row_count  bigint not null default 0, -- written so far
    byte_count bigint not null default 0,
    cut        boolean not null default false, -- the list is longer than an export may be
    reason     text not null default '',
    created_at timestamptz not null default now(),
    started_at timestamptz,
    ended_at   timestamptz
);
create index export_run_account on export_run (account_id, id);
grant select, insert, update, delete on export_run to mall_app;

create table import_upload (
    id          bigint primary key,
    account_id  bigint not null,
    name        text not null,
    file_name   text not null,
    mode        text not null check (mode in ('whole', 'good')), -- all rows or none; the right ones
    encoding    text not null check (encoding in ('utf-8', 'gb18030')),
    byte_count  bigint not null,
    state       text not null default 'queued' check (state in ('queued', 'running', 'done', 'partly', 'faulty', 'failed')),
    attempts    int not null default 0,
    phase       text not null default '' check (phase in ('', 'check', 'write')),
    row_total   bigint not null,
    row_done    bigint not null default 0, -- of this phase
    imported    bigint not null default 0,
    fault_count bigint not null default 0,
    reason      text not null default '',
    created_at  timestamptz not null default now(),
    started_at  timestamptz,
    ended_at    timestamptz
);
create index import_upload_account on import_upload (account_id, id);
grant select, insert, update, delete on import_upload to mall_app;

-- What is wrong in its rows, in the order of the file; a value is never named.
create table import_upload_fault (
    upload_id   bigint not null references import_upload on delete cascade,
    place       int not null,
    row_no      bigint not null,
    column_name text not null,
    message     text not null,
    primary key (upload_id, place)
);
grant select, insert, delete on import_upload_fault to mall_app;

-- When each piece of timed work ran last, and how it went.
create table timed_run (
    name       text primary key,
    period_ms  bigint not null,
    ran_at     timestamptz not null,
    done_at    timestamptz,           -- last time without a fault
    done_count bigint not null default 0,
    error      text not null default '',
    failures   int not null default 0 -- in a row
);
grant select, insert, update on timed_run to mall_app;

-- What the checks of the books found, each time that they were run.
create table audit_report (
    id         bigint primary key,
    account_id bigint not null,       -- 0 = by command
    passed     int not null,
    failed     int not null,
    checks     jsonb not null,
    began_at   timestamptz not null,
    ended_at   timestamptz not null default now()
);
grant select, insert, delete on audit_report to mall_app;

-- The workers that serve, each a few times a minute.
create table worker_beat (
    node        int not null,
    number      int not null,
    process     bigint not null,
    started_at  timestamptz not null,
    beat_at     timestamptz not null default now(),
    connections int not null,
    in_flight   int not null,
    jobs        int not null,
    memory_kb   bigint not null,
    primary key (node, number)
);
grant select, insert, update, delete on worker_beat to mall_app;
