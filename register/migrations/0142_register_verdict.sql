-- Claims of help held against the register: of each link between a household and a producer the verdict by ten rules, anew whenever the register says something else. What held at
-- a sale, at its completion or at a payout is the verdict that stood then.

create table register_verdict (
    id bigint not null,
    county_code text not null,
    household_id bigint not null references household,
    producer_id bigint not null references organisation,
    version_id bigint not null, -- what the register said of the household; 0 = nothing
    snapshot_id text not null, -- the last snapshot, and
    change_no bigint not null, -- the last change that were known
    rules text not null, -- a character a rule: + it fits, - it does not, ? cannot be told, . not asked
    verdict text not null,
    judged_at timestamptz not null default now(),
    until timestamptz, -- when the next one was given; null = it stands
    cleared_at timestamptz, -- somebody has looked, and what does not fit is right all the same
    cleared_by bigint,
    cleared_reason text not null default '',
    stamp bytea not null,
    constraint register_verdict_pkey primary key (id),
    constraint register_verdict_rules check (rules ~ '^[-+?.]{10}$'),
    constraint register_verdict_verdict check (verdict in ('fit', 'doubt', 'unfit', 'unknown'))
);
create unique index register_verdict_now on register_verdict (household_id, producer_id) where until is null;
create index register_verdict_of on register_verdict (household_id, id);
create index register_verdict_open on register_verdict (county_code, id) where until is null and cleared_at is null and verdict in ('doubt', 'unfit');

create function stamp_bytes(t register_verdict) returns bytea language sql stable
    return record_send(row('register_verdict'::text, t.id, t.county_code, t.household_id, t.producer_id, t.version_id, t.snapshot_id, t.change_no, t.rules, t.verdict, t.judged_at));
grant execute on function stamp_bytes(register_verdict) to mall_app;
grant select, insert on register_verdict to mall_app;
grant update (until, cleared_at, cleared_by, cleared_reason) on register_verdict to mall_app;

-- Households of which the register said something else, until their links are judged again.
create table register_recheck (
    household_id bigint not null,
    county_code text not null,
    constraint register_recheck_pkey primary key (household_id)
);
grant select, insert, delete on register_recheck to mall_app;
