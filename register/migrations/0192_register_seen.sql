-- What of a county its links were judged by beside the register: when its list of poor villages was changed last, and how many of its dossiers are in force (they name legal persons, and stay in force).
create table register_seen (
    county_code text not null,
    listed_at   timestamptz not null,
    dossiers    bigint not null,
    constraint register_seen_pkey primary key (county_code)
);
grant select, insert, update on register_seen to mall_app;
