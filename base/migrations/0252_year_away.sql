-- Years that lie outside the books (`ops/years away`), and with what they were carried on: so that the rest can be proved without them.

create table year_away (
    year         int primary key,
    rows_from    bigint not null,            -- the first id behind it
    objects_from bigint not null,            -- what was made from here on has none of its rows in it
    settled_from timestamptz not null,       -- a midnight of Beijing: the sums of no day or month from here on have anything of it
    chains       jsonb not null,             -- of each chain the last day before that midnight, and its value
    carried      bigint not null,            -- rows of year_carried and of year_state
    states       bigint not null,
    away_since   timestamptz not null default now(),
    back_at      timestamptz,                -- null: it is away
    stamp        bytea not null,
    check (objects_from >= rows_from)
);

-- What stood at its end. Of the newest year that is away it is what all before it come to as well.
create table year_carried (
    what        text not null,               -- 'account', or a table of sums
    key         text not null,               -- 'producer:17', '2025-03'
    county_code text not null,
    year        int not null references year_away,
    fen         bigint,                      -- the account's balance
    digest      text,                        -- of the sums of that month
    stamp       bytea not null,
    primary key (what, key, county_code, year),
    check ((fen is null) <> (digest is null))
);

-- Where things that live for years stood by their moves.
create table year_state (
    machine   text not null,
    object_id bigint not null,
    shard_key text not null,
    year      int not null references year_away,
    state     text not null,
    stamp     bytea not null,
    primary key (machine, object_id, shard_key, year)
);
grant select on year_away, year_carried, year_state to mall_app;

create function stamp_bytes(t year_away) returns bytea language sql stable
    return record_send(row('year_away'::text, t.year, t.rows_from, t.objects_from, t.settled_from, t.chains::text, t.carried, t.states, t.away_since));
create function stamp_bytes(t year_carried) returns bytea language sql stable
    return record_send(row('year_carried'::text, t.what, t.key, t.county_code, t.year, t.fen, t.digest));
create function stamp_bytes(t year_state) returns bytea language sql stable
    return record_send(row('year_state'::text, t.machine, t.object_id, t.shard_key, t.year, t.state));
grant execute on function stamp_bytes(year_away), stamp_bytes(year_carried), stamp_bytes(year_state) to mall_app;

-- Behind all years that are away; one row.
create view year_floor as
select coalesce(max(y.year), 0) as year, coalesce(max(y.rows_from), 0) as rows_from, coalesce(max(y.objects_from), 0) as objects_from, coalesce(max(y.settled_from), '-infinity') as settled_from,
    coalesce(to_char(date_trunc('month', max(y.settled_from) at time zone 'Asia/Shanghai' - interval '1 day') + interval '1 month', 'YYYY-MM'), '') as months_from
from year_away y
where y.back_at is null;
grant select on year_floor to mall_app;

-- Where an object's last move ended: what was carried on is a move to there.
create or replace view state_log_end as
select shard_key, machine, object_id, state
from (
    select shard_key, machine, object_id, from_state as state, 1 as n from state_log
    union all
    select shard_key, machine, object_id, to_state, -1 from state_log
    union all
    select shard_key, machine, object_id, state, -1 from year_state where year = (select f.year from year_floor f)
) visit
group by shard_key, machine, object_id, state
having sum(n) < 0;

create or replace function state_end(of_machine text, of_object bigint, of_shard text) returns table (state text) language sql stable
begin atomic
    select v.state
    from (select m.state, m.n
          from state_log g
          cross join lateral (values (g.from_state, 1), (g.to_state, -1)) m (state, n)
          where g.machine = of_machine and g.object_id = of_object and g.shard_key = of_shard
          union all
          select y.state, -1
          from year_state y
          where y.machine = of_machine and y.object_id = of_object and y.shard_key = of_shard and y.year = (select f.year from year_floor f)) v
    group by v.state
    having sum(v.n) < 0;
end;
