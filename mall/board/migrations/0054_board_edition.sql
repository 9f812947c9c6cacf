-- The public board as it was given out: one edition a step of time (MALL_BOARD_STEP_S), the same for all workers and readers. A later look at the same
-- edition tells nothing new, so that two looks around one sale do not tell what it brought to whom.

create table board_edition (
    step_s    bigint not null check (step_s >= 0), -- 0 = the board changes at once, and nothing is kept of it
    edition   bigint not null,                     -- whole steps since the first of 1970, Beijing time
    min_group bigint not null,                     -- the least group it was made for
    made_at   timestamptz not null default now(),
    board     text not null,                       -- JSON as it is given out; '' = it is being made
    primary key (edition, step_s, min_group)
);
grant select, insert, update, delete on board_edition to mall_app;

-- What the board tells of households' income, in sums of these rows. A household's part changes only together with enough others
-- (mall/board/board_step.h), so that the difference of two editions is about no small group either.
create table board_income (
    county_code  text not null,
    month        text not null,   -- of Beijing time in which the order was paid
    kind         text not null,
    household_id bigint not null,
    step         text not null check (step in ('accrued', 'matured', 'borne', 'withheld')),
    fen          bigint not null check (fen > 0),
    primary key (county_code, household_id, month, kind, step)
);
grant select, insert, update, delete on board_income to mall_app;
