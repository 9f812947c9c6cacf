-- Accounts of programs of other offices, their keys, and how often they called.
create table program (
    id          bigint primary key,
    name        text not null,
    owner       text not null,                              -- whose program it is
    region_code text not null,                              -- every code that begins with it
    scopes      text not null,                              -- what it may read, words with blanks between
    addresses   text not null default '',                   -- where it may call from, likewise; empty = from anywhere
    state       text not null check (state in ('waiting', 'active', 'revoked')),
    created_by  bigint not null,
    created_at  timestamptz not null default now(),
    released_by bigint,                                     -- who let it in; null = nobody had to
    stamp       bytea,
    constraint program_released_by_another check (released_by <> created_by)
);
grant select, insert, update on program to mall_app;

create table program_key (
    id           bigint primary key,
    program_id   bigint not null references program,
    digest       bytea not null,                            -- of the key, which only its owner has
    prefix       text not null,
    created_by   bigint not null,
    created_at   timestamptz not null default now(),
    expires_at   timestamptz not null,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    stamp        bytea
);
create unique index program_key_digest on program_key (digest);
create index program_key_program on program_key (program_id);
grant select, insert, update on program_key to mall_app;

create table program_call (
    program_id bigint not null references program,
    day        date not null,                               -- of Beijing
    route      text not null,                               -- or the code of the refusal before a route was known
    calls      bigint not null default 0,
    refused    bigint not null default 0,                   -- of those, at the door
    primary key (program_id, day, route)
);
create index program_call_day on program_call (day);
grant select, insert, update, delete on program_call to mall_app;

create function stamp_bytes(t program) returns bytea language sql stable
    return record_send(row('program'::text, t.id, t.name, t.owner, t.region_code, t.scopes, t.addresses, t.created_by, t.created_at, t.released_by));
grant execute on function stamp_bytes(program) to mall_app;
create function stamp_bytes(t program_key) returns bytea language sql stable
    return record_send(row('program_key'::text, t.id, t.program_id, t.digest, t.prefix, t.created_by, t.created_at, t.expires_at, t.revoked_at));
grant execute on function stamp_bytes(program_key) to mall_app;
