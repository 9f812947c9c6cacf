-- Stamps of rows (base/stamp.h): sixteen bytes in each row of what must not change, which nobody can make who has not the stamp key.

-- The key, sealed under the master key: whoever has the database alone cannot read it, and for a new master key this one row is sealed anew, not all rows.
create table stamp_key (
    id         smallint primary key check (id = 1),
    key_sealed bytea not null,
    made_at    timestamptz not null default now()
);
grant select, insert, update (key_sealed) on stamp_key to mall_app;

-- Half of a SHA-256, so that nobody can go on from it. `content` is record_send() of a row that begins with its table's name.
create function row_stamp(key bytea, content bytea) returns bytea language sql immutable strict
    return substr(sha256(key || content), 1, 16);
grant execute on function row_stamp(bytea, bytea) to mall_app;

alter table state_log add column stamp bytea;
create function stamp_bytes(t state_log) returns bytea language sql stable
    return record_send(row('state_log'::text, t.id, t.shard_key, t.machine, t.object_id, t.from_state, t.to_state, t.actor_id, t.reason, t.at));
grant execute on function stamp_bytes(state_log) to mall_app;

alter table idempotency_key add column stamp bytea;
create function stamp_bytes(t idempotency_key) returns bytea language sql stable
    return record_send(row('idempotency_key'::text, t.account_id, t.route, t.key, t.body_hash, t.result_id));
grant execute on function stamp_bytes(idempotency_key) to mall_app;

-- Days of rows that are only ever added, closed into chains as the journal's are (base/day_chain.h), and where each chain ended: the newest day cannot be
-- taken away unseen.
create table chain_day (
    chain     text not null,
    day       date not null,
    rows      bigint not null,
    root      bytea not null,
    previous  bytea not null,
    value     bytea not null,
    closed_at timestamptz not null default now(),
    primary key (chain, day)
);
grant select, insert on chain_day to mall_app;

create table chain_end (
    chain text primary key,
    day   date not null,
    value bytea not null,
    stamp  bytea not null
);
grant select, insert, update on chain_end to mall_app;
