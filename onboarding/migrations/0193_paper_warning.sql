-- What organisations were told of papers that end: a row for each paper and each of the days before its end on which it is told, so that nothing is told twice.
create table paper_warning (
    county_code     text not null,
    organisation_id bigint not null,
    kind            text not null,
    number          text not null,
    expires_on      date not null,
    days            bigint not null check (days in (1, 7, 30)), -- told when so many were left, or fewer
    warned_at       timestamptz not null default now(),
    people          bigint not null default 0,                  -- to whom a message went
    constraint paper_warning_pkey primary key (organisation_id, kind, number, expires_on, days)
);
grant select, insert, update on paper_warning to mall_app;
