-- A code for signing in belongs to whoever asked for it: it is found by the challenge that was answered to them, so that nobody's asking replaces, and nobody's
-- guessing uses up, the code of somebody else. How often a phone was asked for, and how often somebody guessed wrong, counts for the pair of phone and requester.
-- Codes live five minutes; those that are out are asked for again.
delete from login_code;
alter table login_code
    drop constraint login_code_pkey,
    add column challenge_hash bytea primary key,
    drop column sent_at,
    drop column day,
    drop column sent_today;
create index login_code_expires on login_code (expires_at);

create table login_ask (
    phone_hash     bytea not null,
    requester_hash bytea not null,          -- of phone and address together; empty: of all who ask for that phone
    seen_at        timestamptz not null,
    sent_at        timestamptz,
    day            date not null,
    sent_today     int not null default 0,
    wrong          int not null default 0,  -- tries since the last that was right
    wrong_at       timestamptz,
    proved_at      timestamptz,             -- somebody last signed in as that phone from there
    primary key (phone_hash, requester_hash)
);
create index login_ask_seen on login_ask (seen_at);
grant select, insert, update, delete on login_ask to mall_app;

-- How long somebody waits after so many wrong tries in a row, of which the first `free` cost nothing: 30 seconds, twice as long after every further one, an hour
-- at most.
create function login_wait(wrong int, free bigint) returns interval language sql immutable
    return make_interval(secs => least(3600, 30 * 2 ^ least(wrong - free, 7)));
grant execute on function login_wait(int, bigint) to mall_app;
