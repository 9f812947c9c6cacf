-- The public board as it was given out: one edition a step of time (MALL_BOARD_STEP_S), the same for all workers and readers. A later look at the same
-- edition tells nothing new, so that two looks around one sale do not tell what it brought to whom.

create table board_edition (
    step_s    bigint not null check (step_s > 0),
    edition   bigint not null,            -- whole steps since the first of 1970, Beijing time
    min_group bigint not null,            -- the least group it was made for
    made_at   timestamptz not null default now(),
    board     text not null,              -- JSON as it is given out
    primary key (edition, step_s, min_group)
);
grant select, insert, delete on board_edition to mall_app;
