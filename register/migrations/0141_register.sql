-- The national register, which stands outside: how far the mall has read it, and what it reads at the moment.

-- One row: up to where the changes are known.
create table register_state (
    one boolean not null default true,
    snapshot_id text not null default '', -- the last one that was taken over whole
    snapshot_at timestamptz,
    change_no bigint not null default 0,
    changed_at timestamptz, -- when that change was made
    asked_at timestamptz, -- the last time that the register answered
    trouble text not null default '', -- why it cannot be followed: a code; '' = it is
    trouble_since timestamptz,
    constraint register_state_pkey primary key (one),
    constraint register_state_one check (one)
);
insert into register_state default values;
grant select, update on register_state to mall_app;

-- A snapshot that is taken over.
create table register_run (
    id bigint not null,
    snapshot_id text not null,
    taken_at timestamptz not null,
    change_no bigint not null,
    household_count bigint not null, -- as the register says
    member_count bigint not null,
    state text not null default 'fetching',
    account_id bigint not null,
    cursor text not null default '', -- behind what was fetched
    fetched_households bigint not null default 0,
    fetched_members bigint not null default 0,
    same_households bigint not null default 0,
    newer_households bigint not null default 0, -- of which the mall knows a later change
    fault_count bigint not null default 0,
    gone_count bigint not null default 0, -- of the mall's that are not in it
    applied_line bigint not null default 0,
    added_households bigint not null default 0,
    changed_households bigint not null default 0,
    suspended_households bigint not null default 0,
    added_members bigint not null default 0,
    changed_members bigint not null default 0,
    gone_members bigint not null default 0,
    trouble text not null default '',
    started_at timestamptz not null default now(),
    ended_at timestamptz,
    constraint register_run_pkey primary key (id),
    constraint register_run_state_check check (state in ('fetching', 'waiting', 'applying', 'done', 'failed', 'given_up'))
);
create unique index register_run_open on register_run ((true)) where state in ('fetching', 'waiting', 'applying');
grant select, insert, update on register_run to mall_app;

-- What was wrong in a snapshot, line by line, and in changes (run_id 0, line_no = the change's number).
create table register_fault (
    id bigint not null,
    run_id bigint not null,
    line_no bigint not null,
    household_no text not null,
    field text not null,
    message text not null,
    found_at timestamptz not null default now(),
    constraint register_fault_pkey primary key (id)
);
create index register_fault_run on register_fault (run_id, id);
grant select, insert, delete on register_fault to mall_app;
