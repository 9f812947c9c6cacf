-- What people mean to buy.

-- An account's basket, a row for each SKU. The price is the one that was seen when it was put in.
create table cart_line (
    account_id     bigint not null,
    sku_id         bigint not null,
    quantity       bigint not null check (quantity between 1 and 999),
    price_fen_added bigint not null check (price_fen_added >= 0),
    selected       boolean not null default true,
    added_at       timestamptz not null default now(),
    primary key (account_id, sku_id)
);
grant select, insert, update, delete on cart_line to mall_app;
