-- Ends that are known before their day: until then the place is as it was, and on that day timed work ends it (registry/region_coming.h).
create table region_coming (
    code           text not null,
    level          smallint not null check (level between 1 and 5),
    ends_on        date not null, -- the first day on which it is not valid any more
    successor_code text,
    noted_at       timestamptz not null default now(),
    primary key (code, level)
);
grant select, insert, update, delete on region_coming to mall_app;

-- What a person brought from a dead code to a living one moves where people's data lies and who may read it.
alter table region_move add column stamp bytea;
create function stamp_bytes(t region_move) returns bytea language sql stable
    return record_send(row('region_move'::text, t.id, t.county_code, t.code, t.to_code, t.households, t.organisations, t.addresses, t.reason, t.account_id, t.moved_at));
grant execute on function stamp_bytes(region_move) to mall_app;
