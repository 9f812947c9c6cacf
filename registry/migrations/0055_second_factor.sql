-- The second proof of who works here: a secret that a program on their phone makes codes of, and spare codes on paper.
create table second_factor (
    account_id    bigint primary key references account,
    secret_sealed bytea not null,
    last_step     bigint not null default 0,    -- of the last code that was taken: none is good twice
    wrong         int not null default 0,       -- tries since the last that was right, of all sessions
    wrong_at      timestamptz,
    created_at    timestamptz not null default now(),
    confirmed_at  timestamptz                   -- from then on it counts
);
grant select, insert, update, delete on second_factor to mall_app;

create table second_spare (
    account_id bigint not null references second_factor on delete cascade,
    code_hash  bytea not null,                  -- under the factor's own secret
    used_at    timestamptz,
    primary key (account_id, code_hash)
);
grant select, insert, update, delete on second_spare to mall_app;

alter table session
    add column second_at timestamptz,           -- when this session brought its second proof
    add column second_tries int not null default 0,
    add column second_tried_at timestamptz;
