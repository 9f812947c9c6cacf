-- Where people have goods sent.

-- An account's address book. Name, phone and street are sealed each for itself.
create table address (
    id            bigint primary key,
    account_id    bigint not null references account,
    region_code   text not null,
    name_sealed   bytea not null,
    phone_sealed  bytea not null,
    detail_sealed bytea not null,
    is_default    boolean not null,
    created_at    timestamptz not null default now()
);
create index address_account on address (account_id, id);
create unique index address_default on address (account_id) where is_default;
grant select, insert, update, delete on address to mall_app;
