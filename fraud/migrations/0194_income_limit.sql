-- What a household of a county may be credited a head in a year without a look, as its county has set it. It decides no money: more than that raises a flag, which a person ends.
create table income_limit (
    county_code text not null,
    year        bigint not null check (year between 2016 and 2100),
    fen_a_head  bigint not null check (fen_a_head between 1 and 100000000000),
    reason      text not null,
    set_by      bigint not null,
    set_at      timestamptz not null default now(),
    constraint income_limit_pkey primary key (county_code, year)
);
grant select, insert, update on income_limit to mall_app;

-- By which limit a county was looked at last, and who said it: the county, the register's incomes, or the setting.
alter table fraud_look add column fen_a_head bigint, add column limit_from text check (limit_from in ('county', 'register', 'setting'));
