-- Photos of papers that a household signed: sealed, like the scans of a dossier.
create table consent_scan (
    id           bigint primary key,
    county_code  text not null,
    household_id bigint not null references household,
    width        bigint not null,
    height       bigint not null,
    image_sealed bytea not null,
    created_at   timestamptz not null default now()
);
create index consent_scan_created on consent_scan (created_at);
create index consent_scan_household on consent_scan (household_id, id);
grant select, insert, delete, update on consent_scan to mall_app;
