-- Ids never repeat: who makes them, and up to which time they were made.

-- One row for each maker's number in an id (base/id.h): 32 nodes of 16 workers and 16 commands. A row is written only by who holds it, or by who finds that nobody
-- does; `used_until_ms` never goes back.
create table id_maker (
    node          smallint not null check (node between 0 and 31),
    worker        smallint not null check (worker between 0 and 31),
    holder        text not null default '',           -- host, machine, process and its start; '' = nobody
    held_until    timestamptz not null default now(),
    used_until_ms bigint not null default 0,          -- Unix milliseconds; no id of this maker is of that time or later
    primary key (node, worker)
);
grant select, insert, update on id_maker to mall_app;
