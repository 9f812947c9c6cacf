-- An account's password, which it may have beside the code by text message.
create table password (
    account_id bigint primary key references account,
    derived    text not null,                       -- what Argon2id makes of it, with its parameters
    set_at     timestamptz not null default now(),  -- by its owner; one that is derived anew keeps it
    stamp      bytea
);
grant select, insert, update, delete on password to mall_app;

-- Who wrote a row here could sign in as its owner.
create function stamp_bytes(t password) returns bytea language sql stable
    return record_send(row('password'::text, t.account_id, t.derived, t.set_at));
grant execute on function stamp_bytes(password) to mall_app;
