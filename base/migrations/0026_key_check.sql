-- Which master keys this database was written with, so that a wrong one is noticed before anything is written with it.

create table key_check (
    key_id        smallint primary key check (key_id between 1 and 255),
    check_value   bytea not null,            -- made with the key; the key cannot be made from it
    first_used_at timestamptz not null default now()
);
grant select, insert on key_check to mall_app;
