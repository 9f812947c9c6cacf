-- Sessions that their owner can tell apart and end one by one; codes on paper with which a household looks at its own account.

-- Numbered apart from the token's hash, which nobody is shown. What is kept of where a session was opened says no more than its owner needs to know it again.
alter table session
    add column session_id bigint,
    add column device text not null default '',     -- in words: the kind of machine and program
    add column network text not null default '',    -- the first half of its address
    add column last_seen_at timestamptz not null default now();
update session set session_id = ('x' || encode(substr(token_hash, 1, 7), 'hex'))::bit(56)::bigint;
alter table session alter column session_id set not null;
create unique index session_number on session (session_id);

-- A code is made from the row's id under the master key; what is stored finds it, but cannot be turned into it.
create table paper_code (
    id           bigint primary key,
    county_code  text not null,
    household_id bigint not null references household,
    code_hash    bytea not null constraint paper_code_unique unique,
    made_by      bigint not null,
    made_at      timestamptz not null default now(),
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    revoked_by   bigint,
    uses         bigint not null default 0,
    used_at      timestamptz
);
create index paper_code_household on paper_code (household_id, id);
grant select, insert, update, delete on paper_code to mall_app;
