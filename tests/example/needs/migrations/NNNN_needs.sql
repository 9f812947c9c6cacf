-- Needs that villages told.
create table need (
    id          bigint primary key,
    county_code text not null,
    title       text not null,
    boxes       bigint not null check (boxes >= 0),
    state       text not null default 'told' check (state in ('told', 'met'))
);
create index need_county on need (county_code, id);
grant select, insert, update on need to mall_app;
