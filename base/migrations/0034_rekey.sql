-- A key rotation has an end: what is left to do, and what is known of each key, stands here.

alter table key_check
    add column left_at timestamptz,                      -- nothing may be written under it since
    add column retired_at timestamptz,                   -- nothing in the database needs it since
    add column only_placed boolean not null default false; -- all that is sealed under it is bound to its row and column
-- who takes a number for ids locks the row of its key, which needs the right to change something of it
grant update (first_used_at) on key_check to mall_app;

-- Under which key a maker of ids writes; 0 = it did not say.
alter table id_maker add column key_id smallint not null default 0;

-- The keys of codes that people carry on paper, each made from a master key and sealed under the newest, so that the codes outlive the master.
create table code_key (
    purpose       text not null,
    key_id        smallint not null check (key_id between 1 and 255), -- the master that it was made from
    secret_sealed bytea not null,
    primary key (purpose, key_id)
);
grant select, insert on code_key to mall_app;

-- How far each table has been written anew; no rows when no rotation is under way.
create table rekey_table (
    name      text primary key,
    key_id    smallint not null,
    last_row  bigint not null,
    last_part bigint not null,
    seen      bigint not null,
    written   bigint not null,
    shut      bigint not null,  -- fields that open under no key
    done      boolean not null,
    moved_at  timestamptz not null default now()
);
