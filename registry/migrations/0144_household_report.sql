-- What the mall has learned of households that the register is to be told: the phone they gave, where they live, what sales credited to them in a month. A row a household and kind (and
-- month), as it is now: what is learned anew before it was told takes its place.

create table household_report (
    id bigint not null,
    county_code text not null,
    household_id bigint not null references household,
    kind text not null,
    from_day date not null default '-infinity', -- of income: the days it is of
    to_day date,
    credited_fen bigint,
    reversed_fen bigint,
    text_sealed bytea, -- of the others: the phone or the address
    revision integer not null default 1, -- grows with each change
    state text not null default 'waiting',
    refused_code text not null default '', -- as the register said
    changed_at timestamptz not null default now(),
    told_at timestamptz,
    constraint household_report_pkey primary key (id),
    constraint household_report_one unique (household_id, kind, from_day),
    constraint household_report_kind_check check (kind in ('contact', 'address', 'income')),
    constraint household_report_state_check check (state in ('waiting', 'taken', 'refused', 'dropped')),
    constraint household_report_what check (case when kind = 'income' then to_day >= from_day and credited_fen >= 0 and reversed_fen >= 0 and text_sealed is null
                                            else text_sealed is not null and credited_fen is null end)
);
create index household_report_waiting on household_report (id) where state = 'waiting';
create index household_report_refused on household_report (id) where state = 'refused';
grant select, insert on household_report to mall_app;
grant update (to_day, credited_fen, reversed_fen, text_sealed, revision, state, refused_code, changed_at, told_at) on household_report to mall_app;
